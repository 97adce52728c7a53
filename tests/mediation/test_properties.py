"""What holds for every case, whatever its dates."""

import calendar
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.french.date_range import DateRange
from bot.knowledge import knowledge
from bot.mediation import Case, CaseError, MilestoneName, Step, assess, outlook
from bot.mediation.consistency import settle, told_dates
from tests.mediation.case_helpers import BAD, GOOD, NONE

FACTS = knowledge()
DAYS = st.dates(date(2023, 6, 1), date(2029, 1, 31))
WAITS = (MilestoneName.WRITE_FROM, MilestoneName.REFER_DIRECTLY_FROM, MilestoneName.REFER_FROM)
LIMITS = (MilestoneName.REFER_BY, MilestoneName.ANSWER_OPINION_BY)


# A busy machine must not fail a test about dates.
unhurried = settings(deadline=None)


def exactly(day: date) -> DateRange:
    return DateRange(day, day)


ranges = st.builds(
    lambda first, length: DateRange(first, first + timedelta(days=length)),
    DAYS,
    st.sampled_from([0, 0, 1, 10, 30, 200]),
)
maybe = st.none() | ranges
replies = st.sampled_from([None, NONE, BAD, GOOD])
cases = st.builds(
    Case,
    complaint=maybe,
    complaint_written=st.sampled_from([None, True, False]),
    customer_reply=replies,
    letter=maybe,
    consumer_reply=replies,
    consumer_replied=st.none(),
    referred=st.none() | st.none() | ranges,
    opinion=st.none() | st.none() | ranges,
)


def assessed(case: Case, today: date):
    try:
        return assess(case, today, FACTS)
    except CaseError:
        return None


def month_later(day: date, months: int) -> date:
    """The same day number months later, else that month's last day (written anew, art. 641)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


@unhurried
@given(sent=DAYS)
def test_every_day_of_the_calendar_is_counted_as_the_law_says(sent):
    answer = assess(Case(complaint=exactly(sent)), sent, FACTS)
    assert {m.name.value: m.date for m in answer.milestones} == {
        "write_from": month_later(sent, 1) + timedelta(days=1),
        "refer_directly_from": month_later(sent, 2) + timedelta(days=1),
        "refer_by": month_later(sent, 12),
    }


@unhurried
@given(
    sent=st.dates(date(2023, 6, 1), date(2026, 6, 1)),
    later=st.integers(0, 400),
    letter_after=st.integers(0, 90),
    customer_reply=st.sampled_from([NONE, BAD]),
    with_letter=st.booleans(),
)
def test_a_later_complaint_never_gives_an_earlier_referral(
    sent, later, letter_after, customer_reply, with_letter
):
    def first_day_to_refer(complaint: date, letter: date | None) -> date | None:
        case = Case(
            complaint=exactly(complaint),
            customer_reply=customer_reply,
            letter=exactly(letter) if letter else None,
        )
        start = letter or complaint
        opened = [
            m.date
            for m in assess(case, start, FACTS).milestones
            if m.name in (MilestoneName.REFER_DIRECTLY_FROM, MilestoneName.REFER_FROM)
        ]
        if not opened:
            return None
        day = max(min(opened), start)
        # The step agrees with the dates: closed the day before, open that day.
        if day > start:
            before = assess(case, day - timedelta(days=1), FACTS).step
            assert before not in (Step.REFER, Step.TOO_LATE)
        assert assess(case, day, FACTS).step is Step.REFER
        return day

    second = sent + timedelta(days=later)
    letter = second + timedelta(days=letter_after) if with_letter else None
    early = first_day_to_refer(sent, None if letter is None else sent + timedelta(letter_after))
    late = first_day_to_refer(second, letter)
    assert (early is None) == (late is None)
    if early is not None and late is not None:
        assert early <= late


@unhurried
@given(case=cases, today=DAYS, data=st.data())
def test_a_range_contains_the_answer_of_each_of_its_days(case, today, data):
    answer = assessed(case, today)
    assume(answer is not None)
    chosen = {
        name: exactly(
            data.draw(st.dates(max(days.earliest, date(2022, 1, 1)), days.latest), label=name)
        )
        for name, days in told_dates(settle(case, today)).items()
    }
    exact = assessed(replace(case, **chosen), today)
    assume(exact is not None)  # Days that can all be true together.
    spans = {m.name: m for m in answer.milestones}
    for milestone in exact.milestones:
        if milestone.name in spans:
            around = spans[milestone.name]
            assert around.span.earliest <= milestone.date <= around.span.latest
            if milestone.name in WAITS:
                assert around.date >= milestone.date
            if milestone.name in LIMITS:
                assert around.date <= milestone.date
    warned = {warning.rule for warning in answer.warnings}
    if answer.step is Step.TOO_LATE:
        assert exact.step is Step.TOO_LATE
    if answer.step is Step.REFER and not warned & {"maybe_too_late", "unknown_date"}:
        assert exact.step is Step.REFER
    if answer.step is Step.FINISHED:
        assert exact.step is Step.FINISHED


@unhurried
@given(
    case=cases,
    today=DAYS,
    field=st.sampled_from(["complaint", "letter", "referred", "opinion"]),
    slip=maybe,
)
def test_a_correction_equals_a_case_told_right_the_first_time(case, today, field, slip):
    right = getattr(case, field)
    mistaken = replace(case, **{field: slip})
    try:
        assess(mistaken, today, FACTS)
        kept = mistaken
    except CaseError as refusal:
        kept = refusal.case
    assert assessed(replace(kept, **{field: right}), today) == assessed(case, today)


@unhurried
@given(case=cases, today=DAYS)
def test_dates_in_the_wrong_order_are_refused_and_only_those(case, today):
    order = [("complaint", "letter"), ("complaint", "referred"), ("referred", "opinion")]
    told = told_dates(case)
    future = any(days.earliest > today for days in told.values())
    wrong = any(
        told[after].latest < told[before].earliest
        for before, after in [*order, ("complaint", "opinion")]
        if before in told and after in told
    )
    assert (assessed(case, today) is None) == (future or wrong)


@unhurried
@given(case=cases, today=DAYS)
def test_an_answer_is_complete_and_in_order(case, today):
    answer = assessed(case, today)
    assume(answer is not None)
    assert [m.date for m in answer.milestones] == sorted(m.date for m in answer.milestones)
    texts = [answer.reason, answer.next_action]
    texts += [item.explanation for item in (*answer.milestones, *answer.warnings)]
    for text in texts:
        assert "{" not in text
        assert text.endswith(".")
        assert " :" not in text


@unhurried
@given(case=cases, today=DAYS)
def test_an_outlook_is_the_assessment_without_its_words(case, today):
    answer = assessed(case, today)
    assume(answer is not None)
    seen = outlook(case, today, FACTS)
    assert (seen.step, seen.rule) == (answer.step, answer.rule)
    assert list(seen.dates) == [(m.name, m.date) for m in answer.milestones]
    assert seen.warnings == {warning.rule for warning in answer.warnings}
