"""The guided path in figures: dates read, one assessment, each document.

python -m bench.path
"""

import time
from collections import Counter
from collections.abc import Callable
from datetime import date
from functools import partial
from statistics import median

from bot.clock import parse_moment
from bot.documents import Dispute, DocumentKind, Request, make_link, read_link, render
from bot.french.date_range import DateRange
from bot.french.dates import Tense, parse_date
from bot.knowledge import knowledge
from bot.mediation import Case, Reply, assess
from tests.french.tables import not_dates, phrases

TODAY = date(2026, 11, 22)
NOW = parse_moment("2026-11-22T10:00", "bench")
TIMES = 30


def a_day(text: str) -> DateRange:
    """One exact day."""
    return DateRange(date.fromisoformat(text), date.fromisoformat(text))


CASE = Case(
    operator="Orange",
    member=True,
    complaint=a_day("2026-09-03"),
    complaint_written=True,
    customer_reply=Reply.UNSATISFACTORY,
    letter=a_day("2026-11-02"),
    consumer_reply=Reply.NONE,
    court=False,
)


def milliseconds(work: Callable[[], object], times: int = TIMES) -> float:
    """The median time of a piece of work, after one run that warms up."""
    work()
    took = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        took.append((time.perf_counter() - began) * 1000)
    return median(took)


def count_dates() -> Counter[str]:
    """How the phrases of tests/french are read: right, refused (nothing read) or wrong."""
    counts: Counter[str] = Counter()
    tables = [
        *((p, Tense.PAST) for p in phrases("phrases_past.tsv") + phrases("adversarial.tsv")),
        *((p, Tense.FUTURE) for p in phrases("phrases_future.tsv")),
        *((p, Tense.PAST) for p in not_dates()),
    ]
    for phrase, tense in tables:
        found = parse_date(phrase.text, phrase.today, tense)
        expected = getattr(phrase, "expected", None)
        counts["right" if found == expected else "wrong" if found else "refused"] += 1
    return counts


def main() -> None:
    """Print the figures."""
    counts = count_dates()
    print(f"| dates read: {sum(counts.values())} phrases | {dict(counts)} |\n| --- | --- |")
    sentence = "j'ai écrit à Orange le trois septembre deux mille vingt-six, aucune réponse"
    _row("one sentence searched for dates", lambda: parse_date(sentence, TODAY))
    _row("one assessment", lambda: assess(CASE, TODAY, knowledge()))
    for kind in DocumentKind:
        request = Request.about(kind, CASE, Dispute.BILLING, NOW)
        size = len(render(request).content) / 1024
        _row(f"{kind.file_name} ({size:.0f} kB)", partial(render, request))
    token = make_link(DocumentKind.SUMMARY, CASE, Dispute.BILLING, NOW).split("/")[2]
    _row("a link opened", lambda: read_link(token, NOW))


def _row(name: str, work: Callable[[], object]) -> None:
    print(f"| {name} | {milliseconds(work):.2f} ms |")


if __name__ == "__main__":
    main()
