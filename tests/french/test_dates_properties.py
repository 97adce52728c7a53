"""Whatever the day and however it is written, the same day is read back, or nothing."""

from datetime import date, timedelta

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.french.dates import DateRange, Tense, find_dates, parse_date
from bot.french.say import DAYS, MONTHS, say_date, say_day
from bot.french.text import fold

UNITS = [
    "zéro",
    "un",
    "deux",
    "trois",
    "quatre",
    "cinq",
    "six",
    "sept",
    "huit",
    "neuf",
    "dix",
    "onze",
    "douze",
    "treize",
    "quatorze",
    "quinze",
    "seize",
    "dix-sept",
    "dix-huit",
    "dix-neuf",
    "vingt",
]
TODAYS = st.dates(date(2024, 1, 1), date(2032, 12, 31))
NOISE_BEFORE = (
    "",
    "bonjour, ",
    "alors euh ",
    "je crois que c'était ",
    "J'ai écrit à Orange ",
    "Mon contrat 12345678 : ",
    "ma facture de 49,99 € et mon courrier recommandé, ",
    "téléphone 02 31 27 90 60, ",
)
NOISE_AFTER = (
    "",
    ".",
    " !",
    ", aucune réponse",
    " mais toujours rien",
    " à 14h30",
    " par courrier recommandé",
    " et ils ne répondent pas",
    ", merci de me rappeler au 06 12 34 56 78",
)


def in_words(number: int) -> str:
    if number <= 20:
        return UNITS[number]
    tens, unit = ("vingt", number - 20) if number < 30 else ("trente", number - 30)
    return tens if unit == 0 else f"{tens} et un" if unit == 1 else f"{tens}-{UNITS[unit]}"


def year_in_words(year: int) -> str:
    return f"deux mille {in_words(year - 2000)}"


def with_year(day: date) -> list[str]:
    month, number = MONTHS[day.month - 1], "1er" if day.day == 1 else str(day.day)
    return [
        say_date(day),
        say_day(day),
        f"le {say_day(day)}",
        f"le {number} {month} {day.year}",
        f"le {number} {fold(month)} {day.year}",
        f"{day:%d/%m/%Y}",
        f"le {day:%d/%m/%y}",
        f"le {day.day}/{day.month}/{day:%y}",
        f"{day:%d.%m.%Y}",
        f"{day:%d-%m-%Y}",
        day.isoformat(),
        f"LE {number} {month.upper()} {day.year}",
        f"le {in_words(day.day)} {month} {year_in_words(day.year)}",
    ]


def without_year(day: date) -> list[str]:
    month, number = MONTHS[day.month - 1], "1er" if day.day == 1 else str(day.day)
    return [
        f"le {number} {month}",
        f"{DAYS[day.weekday()]} {number} {month}",
        f"le {DAYS[day.weekday()]} {number} {month}",
        f"le {day.day:02} {fold(month)}",
        f"le {in_words(day.day)} {month}",
        f"le {day:%d/%m}",
        f"le {day.day}/{day.month}",
    ]


def mistyped(word: str, place: int, slip: str) -> str:
    place %= len(word) - 1
    head, first, second, tail = word[:place], word[place], word[place + 1], word[place + 2 :]
    return (
        head
        + {"drop": second, "double": first + first + second, "swap": second + first}[slip]
        + tail
    )


def exactly(day: date) -> DateRange:
    return DateRange(day, day)


@given(today=TODAYS, back=st.integers(0, 3000), data=st.data())
def test_a_date_with_its_year_is_read_back(today: date, back: int, data: st.DataObject) -> None:
    day = max(today - timedelta(days=back), date(2017, 1, 1))
    text = data.draw(st.sampled_from(with_year(day)))
    assert parse_date(text, today) == exactly(day)


@given(today=TODAYS, back=st.integers(0, 364), data=st.data())
def test_a_date_without_its_year_is_the_last_one(
    today: date, back: int, data: st.DataObject
) -> None:
    day = today - timedelta(days=back)
    text = data.draw(st.sampled_from(without_year(day)))
    assert parse_date(text, today) == exactly(day)


@given(today=TODAYS, ahead=st.integers(0, 364), data=st.data())
def test_a_coming_date_without_its_year_is_the_next_one(
    today: date, ahead: int, data: st.DataObject
) -> None:
    day = today + timedelta(days=ahead)
    text = data.draw(st.sampled_from(without_year(day)))
    assert parse_date(text, today, Tense.FUTURE) == exactly(day)


@given(today=TODAYS, ahead=st.integers(1, 1500), data=st.data())
def test_a_date_to_come_is_never_a_past_one(today: date, ahead: int, data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(with_year(today + timedelta(days=ahead))))
    assert find_dates(text, today) == []


@given(
    today=TODAYS,
    back=st.integers(0, 364),
    before=st.sampled_from(NOISE_BEFORE),
    after=st.sampled_from(NOISE_AFTER),
    data=st.data(),
)
def test_words_around_a_date_change_nothing(
    today: date, back: int, before: str, after: str, data: st.DataObject
) -> None:
    day = today - timedelta(days=back)
    phrase = data.draw(st.sampled_from(with_year(day) + without_year(day)))
    text = f"{before}{phrase}{after}"
    (found,) = find_dates(text, today)
    assert found.days == exactly(day)
    assert fold(found.text) in fold(phrase)
    assert text[found.start : found.end] == found.text


@given(
    today=TODAYS,
    back=st.integers(0, 3000),
    place=st.integers(0, 9),
    slip=st.sampled_from(["drop", "double", "swap"]),
    year_is_said=st.booleans(),
)
def test_a_typo_gives_the_same_day_or_none(
    today: date, back: int, place: int, slip: str, year_is_said: bool
) -> None:
    day = today - timedelta(days=back if year_is_said else back % 365)
    month = mistyped(MONTHS[day.month - 1], place, slip)
    said = f"le {day.day} {month}" + (f" {day.year}" if year_is_said else "")
    assert parse_date(said, today) in {exactly(day), None}
    weekday = mistyped(DAYS[day.weekday()], place, slip)
    days = parse_date(weekday, today)
    assert days is None or days.latest.weekday() == day.weekday()


LONG_MONTHS = ("janvier", "février", "juillet", "septembre", "octobre", "novembre", "décembre")


@given(
    month=st.sampled_from(LONG_MONTHS),
    place=st.integers(0, 9),
    slip=st.sampled_from(["drop", "double", "swap"]),
)
def test_a_long_month_is_read_through_any_single_slip(month: str, place: int, slip: str) -> None:
    day = date(2025, MONTHS.index(month) + 1, 12)
    assert parse_date(f"le 12 {mistyped(month, place, slip)} 2025", date(2026, 11, 22)) == exactly(
        day
    )


@given(today=TODAYS, count=st.integers(1, 60), unit=st.sampled_from(["jours", "semaines", "mois"]))
def test_counted_back_from_today(today: date, count: int, unit: str) -> None:
    name = {"jours": "days", "semaines": "weeks", "mois": "months"}[unit]
    expected = exactly(today - relativedelta(**{name: count}))
    words = in_words(count) if count <= 31 else str(count)
    for opening in ("il y a", "ya", "ça fait", "depuis"):
        assert parse_date(f"{opening} {count} {unit}", today) == expected
        assert parse_date(f"{opening} {words} {unit}", today) == expected


@given(today=TODAYS, weekday=st.sampled_from(DAYS))
def test_a_weekday_is_within_the_last_seven_days(today: date, weekday: str) -> None:
    days = parse_date(weekday, today)
    assert days is not None
    assert days.exact
    assert DAYS[days.latest.weekday()] == weekday
    assert 1 <= (today - days.latest).days <= 7


@given(today=TODAYS, month=st.sampled_from(MONTHS), part=st.sampled_from(["début", "mi-", "fin"]))
def test_a_part_of_a_month_is_over_or_refused(today: date, month: str, part: str) -> None:
    days = parse_date(f"{part} {month}", today)
    if days is None:
        assert today.month == MONTHS.index(month) + 1
    else:
        assert days.latest <= today
        assert MONTHS[days.earliest.month - 1] == month
        assert (today - days.earliest).days <= 366


@given(day=st.integers(30, 99), month=st.integers(1, 12), today=TODAYS)
def test_a_day_that_no_month_has_is_never_read(day: int, month: int, today: date) -> None:
    if day == 30 and month != 2:
        return
    if day == 31 and month in {1, 3, 5, 7, 8, 10, 12}:
        return
    for text in (f"le {day} {MONTHS[month - 1]}", f"le {day}/{month:02}", f"{day}/{month}/2025"):
        assert find_dates(text, today) == []


PHONES = st.from_regex(r"0[1-9]([ .]?)[0-9]{2}(\1[0-9]{2}){3}", fullmatch=True)
AMOUNTS = st.from_regex(r"[0-9]{1,4}([.,][0-9]{2})? ?(€|euros)", fullmatch=True)
CONTRACTS = st.from_regex(r"(n° ?|contrat |dossier )[A-Z]{0,2}[0-9]{6,12}", fullmatch=True)
TIMES = st.from_regex(r"(1[0-9]|[1-9])( ?h ?[0-5][0-9]| ?h| heures|:[0-5][0-9])", fullmatch=True)


@pytest.mark.parametrize("numbers", [PHONES, AMOUNTS, CONTRACTS, TIMES])
def test_other_numbers_are_never_dates(numbers: st.SearchStrategy[str]) -> None:
    @settings(max_examples=60)
    @given(number=numbers, before=st.sampled_from(["", "le ", "du ", "c'est ", "depuis "]))
    def check(number: str, before: str) -> None:
        assert find_dates(f"{before}{number}", date(2026, 11, 22)) == []
        assert find_dates(f"{before}{number}", date(2026, 11, 22), Tense.FUTURE) == []

    check()


@given(text=st.text(max_size=200), today=TODAYS, tense=st.sampled_from(Tense))
def test_any_text_is_answered_without_an_error(text: str, today: date, tense: Tense) -> None:
    for found in find_dates(text, today, tense):
        assert text[found.start : found.end] == found.text


WORDS = st.sampled_from(
    [
        "le",
        "du",
        "au",
        "en",
        "à",
        "il",
        "y",
        "a",
        "ça",
        "fait",
        "depuis",
        "3",
        "12",
        "31",
        "1er",
        "mars",
        "mai",
        "mois",
        "fin",
        "début",
        "mi",
        "lundi",
        "hier",
        "dernier",
        "semaine",
        "la",
        "prochaine",
        "ou",
        "et",
        "entre",
        "12/09",
        "2026",
        "25",
        ",",
        ".",
        "-",
        "/",
        "noël",
        "deux",
        "vingt",
        "un",
        "an",
        "année",
        "avant",
        "vers",
        "pas",
        "jours",
        "environ",
        "dans",
        "demain",
        "de",
        "l'",
        "14h",
        "€",
        "veille",
        "sept",
    ]
)


@given(words=st.lists(WORDS, max_size=14), today=TODAYS, tense=st.sampled_from(Tense))
@settings(max_examples=400)
def test_any_salad_of_calendar_words_stays_on_the_meant_side_of_today(
    words: list[str], today: date, tense: Tense
) -> None:
    for found in find_dates(" ".join(words), today, tense):
        if tense is Tense.PAST:
            assert found.days.latest <= today
        else:
            assert found.days.earliest >= today
