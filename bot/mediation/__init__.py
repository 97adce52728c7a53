"""From a case to its assessment: pure functions, no I/O, today always given.

``assess(case, today, knowledge())`` is the whole of it.
"""

from bot.mediation.assessment import Assessment, CaseWarning, Milestone, MilestoneName, Step
from bot.mediation.case import SOME_DAY, Case, CaseError, Reply
from bot.mediation.engine import assess

__all__ = [
    "SOME_DAY",
    "Assessment",
    "Case",
    "CaseError",
    "CaseWarning",
    "Milestone",
    "MilestoneName",
    "Reply",
    "Step",
    "assess",
]
