"""Any slots with any conditions: the rules written for them give these hours, day by day."""

from datetime import date, timedelta

from hypothesis import HealthCheck, assume, example, given, reject, settings
from hypothesis import strategies as st

from bot.directory.comments import When
from bot.directory.rules import Timed, TooManyConditionsError, write_rules
from bot.knowledge.hours import read_hours
from bot.knowledge.opening_rules import EVEN_WEEKS, LAST_OF_MONTH, ODD_WEEKS
from tests.directory.made import even, last, months, number, odd

DAYS = [date(2026, 1, 1) + timedelta(days=n) for n in range(731)]
CONDITIONS = {
    When(weeks=EVEN_WEEKS): even,
    When(weeks=ODD_WEEKS): odd,
    When(numbers=(1,)): number(1),
    When(numbers=(2, 4)): number(2, 4),
    When(numbers=(LAST_OF_MONTH,)): last,
    When(months="Jul-Aug"): months(7, 8),
    When(months="Aug"): months(8),
}
HOURS = [("09:00", "12:00"), ("12:00", "13:00"), ("14:00", "17:00"), ("17:30", "19:00")]
# One at most, more often none: a day of many conditions is told in words.
few = st.just(frozenset()) | st.sampled_from(list(CONDITIONS)).map(lambda when: frozenset({when}))


@st.composite
def slots(draw: st.DrawFn) -> list[Timed]:
    places = st.tuples(st.sampled_from([2, 2, 5]), st.sampled_from(HOURS))
    chosen = draw(st.sets(places, min_size=1, max_size=4))
    notes = st.sampled_from([None, None, "sur rendez-vous", "permanence ; élus"])
    return [Timed(day, *hours, draw(notes), draw(few), draw(few)) for day, hours in sorted(chosen)]


def minutes(stretches: list[tuple[str, str, str | None]]) -> list[tuple[str, str, str | None]]:
    """Stretches joined where they touch with the same words."""
    joined: list[tuple[str, str, str | None]] = []
    for start, end, note in sorted(stretches):
        if joined and joined[-1][1:] == (start, note):
            joined[-1] = (joined[-1][0], end, note)
        else:
            joined.append((start, end, note))
    return joined


IN_SUMMER = frozenset({When(months="Jul-Aug")})


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@example(
    [
        Timed(2, "09:00", "12:00", never=IN_SUMMER),
        Timed(2, "12:00", "13:00", only=frozenset({When(numbers=(1,))}), never=IN_SUMMER),
        Timed(2, "14:00", "17:00", never=frozenset({When(weeks=EVEN_WEEKS)})),
    ]
)
@given(slots())
def test_the_rules_give_the_hours_of_each_day(made: list[Timed]) -> None:
    try:
        rules = write_rules(made)
    except TooManyConditionsError:
        reject()
    assume(any(":" in rule for rule in rules))
    written = read_hours("; ".join([*rules, "PH off"]))
    for day in DAYS:
        met = {when for when, holds in CONDITIONS.items() if holds(day)}
        expected = [
            (slot.start, slot.end, slot.note)
            for slot in made
            if slot.day == day.weekday() and slot.only <= met and not slot.never & met
        ]
        found = [(f"{s.start:%H:%M}", f"{s.end:%H:%M}", s.note) for s in written.on(day).spans]
        assert found == minutes(expected), (day, rules)
