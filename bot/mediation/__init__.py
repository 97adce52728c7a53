"""From a case to its assessment: pure functions, no I/O, today always given.

``assess(case, today, knowledge())`` is the whole of it; ``outlook`` the same without the words.
"""

from bot.mediation.assessment import (
    Assessment,
    CaseWarning,
    Milestone,
    MilestoneName,
    Outlook,
    Step,
)
from bot.mediation.case import SOME_DAY, Case, CaseError, Reply
from bot.mediation.consistency import settle
from bot.mediation.engine import assess, outlook

__all__ = [
    "SOME_DAY",
    "Assessment",
    "Case",
    "CaseError",
    "CaseWarning",
    "Milestone",
    "MilestoneName",
    "Outlook",
    "Reply",
    "Step",
    "assess",
    "outlook",
    "settle",
]
