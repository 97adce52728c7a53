"""Cases of every shape, for the properties that hold for all of them."""

from datetime import date

from hypothesis import strategies as st

from bot.french.date_range import DateRange
from bot.mediation import SOME_DAY, Case, Reply


def cases_told_between(first: date, last: date) -> st.SearchStrategy[Case]:
    """Cases whose dates lie between two days, or are forgotten, or not told."""
    days = st.dates(first, last).flatmap(
        lambda earliest: st.dates(earliest, last).map(lambda latest: DateRange(earliest, latest))
    )
    maybe_days = st.none() | st.just(SOME_DAY) | days
    replies = st.none() | st.sampled_from(Reply)
    truths = st.sampled_from([None, True, False])
    return st.builds(
        Case,
        operator=st.none() | st.text(),
        member=truths,
        telecom=truths,
        complained=truths,
        complaint=maybe_days,
        complaint_written=truths,
        customer_reply=replies,
        letter=maybe_days,
        consumer_reply=replies,
        consumer_replied=maybe_days,
        court=truths,
        referred=maybe_days,
        notified=maybe_days,
        opinion=maybe_days,
    )
