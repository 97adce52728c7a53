"""Answers said aloud: everything can be said, nothing that is stated changes."""

import re
from collections import Counter
from datetime import date, time, timedelta
from fractions import Fraction
from importlib.util import find_spec
from urllib.parse import urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.french.dates import parse_date
from bot.french.say import say_date, say_day, say_time
from bot.french.spoken import LONGEST_PROMPT, cut, pieces, seconds_aloud, spoken
from bot.french.spoken.lengths import LONGEST_PIECE
from bot.french.spoken.vocabulary import vocabulary
from bot.french.times import find_time
from bot.knowledge import all_facts, knowledge
from bot.townhall_words import say_hours
from bot.wording import declared, fact_values, fill, read_domain
from tests.french.said_back import (
    amount_heard,
    digits_heard,
    digits_written,
    numbers_heard,
    site_heard,
)
from tests.running import need

EXAMPLES = [
    pair for name, group in vocabulary().items() if name.endswith("_examples") for pair in group
]
UNITS: dict[str, str] = vocabulary()["units"]
FACTS = fact_values(knowledge())
DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))
LEFT = re.compile(r"\d|[/\\()\[\]{}<>|@«»=;]|https?:|www\.|\bn°")


def responses() -> dict[str, str]:
    """Every response of the domain, filled."""
    return {
        name: fill(variant["text"], FACTS, dict.fromkeys(declared(variant), "Orange"))
        for name, variants in read_domain()["responses"].items()
        for variant in variants
    }


def facts() -> dict[str, str]:
    """Every fact as it is filled in."""
    return {
        key: fill(f"{{{key}}}", FACTS, {})
        for key, fact in all_facts(knowledge()).items()
        # The hours are said by ``say_hours``, never as OpenStreetMap writes them.
        if key in FACTS and key != "town_hall.opening_hours" and not isinstance(fact.value, bool)
    }


def hours() -> dict[str, str]:
    """The week of the town hall."""
    return {"week": say_hours(knowledge().town_hall, date(2026, 12, 21))}


EVERYTHING = {**responses(), **facts(), **hours()}


@pytest.fixture(scope="module")
def everything() -> dict[str, str]:
    """All that is said, aloud, by its key."""
    return {key: spoken(text) for key, text in EVERYTHING.items()}


@pytest.mark.parametrize(("written", "said"), EXAMPLES)
def test_names_and_signs_are_said_as_the_vocabulary_tells(written: str, said: str) -> None:
    assert spoken(written) == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("mercredi 1er septembre 2027", "mercredi premier septembre deux mille vingt-sept"),
        ("le 03/09/2026", "le trois septembre deux mille vingt-six"),
        ("le 3/9", "le trois septembre"),
        ("le 2026-11-22", "le vingt-deux novembre deux mille vingt-six"),
        ("à 18 h 30", "à dix-huit heures trente"),
        ("à 9h", "à neuf heures"),
        ("de 1h à 21:05", "d'une heure à vingt et une heures cinq"),
        ("9h-12h30", "neuf heures à douze heures trente"),
        ("à 8 h 21", "à huit heures vingt et une"),
        ("sous 48 h", "sous quarante-huit heures"),
        ("5-10 min", "cinq à dix minutes"),
        ("au 02 31 27 90 60", "au zéro deux, trente et un, vingt-sept, quatre-vingt-dix, soixante"),
        ("au 02.31.27.90.60", "au zéro deux, trente et un, vingt-sept, quatre-vingt-dix, soixante"),
        (
            "au +33 2 31 27 90 60",
            "au plus trente-trois, deux, trente et un, vingt-sept, quatre-vingt-dix, soixante",
        ),
        ("0 809 540 550", "zéro, huit cent neuf, cinq cent quarante, cinq cent cinquante"),
        ("0809 540 550", "zéro, huit cent neuf, cinq cent quarante, cinq cent cinquante"),
        ("le 3114", "le trente et un, quatorze"),
        ("le 114", "le cent quatorze"),
        (
            "CS 30342, 94257 Gentilly Cedex",
            "C, S, trente, trois cent quarante-deux, quatre-vingt-quatorze, "
            "deux cent cinquante-sept, Gentilly Cedex",
        ),
        ("14000 Caen", "quatorze, zéro zéro zéro, Caen"),
        ("article L612-2", "article L six cent douze tiret deux"),
        ("article L. 224-42-1", "article L deux cent vingt-quatre tiret quarante-deux tiret un"),
        ("l'article 750-1", "l'article sept cent cinquante tiret un"),
        ("la loi 2026-103", "la loi deux mille vingt-six tiret cent trois"),
        ("5 000 €", "cinq mille euros"),
        ("12,50 €", "douze euros cinquante"),
        ("1 €", "un euro"),
        ("1 000 000 €", "un million d'euros"),
        ("1 200 000 €", "un million deux cent mille euros"),
        ("99 % et 1,5", "quatre-vingt-dix-neuf pour cent et un virgule cinq"),
        ("plus de 1 mois, 1 an", "plus d'un mois, un an"),
        ("n° 12 = N°12", "numéro douze égale numéro douze"),
        ("la 1re fois, le 2e, le 80e", "la première fois, le deuxième, le quatre-vingtième"),
        ("½", "un demi"),
        ("(voir [1])", "voir, un"),
        ("Licence Ouverte 2.0", "Licence Ouverte deux point zéro"),
        ("Ouverte : oui ?", "Ouverte : oui ?"),
        ("Joignez :\n- une lettre ;\n- un reçu.", "Joignez : une lettre, un reçu."),
        (
            "Deux cas :\n- il se tait : écrivez ;\n- il refuse : saisissez.",
            "Deux cas : il se tait : écrivez. Il refuse : saisissez.",
        ),
        # No day of the calendar: its figures, and no other day.
        ("le 31/02/2026", "le trente et un, zéro, deux, deux mille vingt-six"),
    ],
)
def test_what_is_written_is_said(written: str, said: str) -> None:
    assert spoken(written) == said


# --- said back ------------------------------------------------------------------------------


@given(DAYS)
@example(date(2027, 9, 1))
@example(date(2026, 1, 31))
def test_a_day_is_read_back(day: date) -> None:
    later = day + timedelta(days=1)
    for written in (say_day(day), say_date(day), f"{day:%d/%m/%Y}", day.isoformat()):
        heard = parse_date(spoken(written), later)
        assert heard is not None, written
        assert (heard.earliest, heard.latest) == (day, day)


@given(st.times())
def test_an_hour_is_read_back(moment: time) -> None:
    moment = moment.replace(second=0, microsecond=0, tzinfo=None)
    if moment == time():
        return
    for written in (say_time(moment), f"{moment.hour}h{moment.minute:02}", f"{moment:%H:%M}"):
        assert find_time(f"à {spoken(written)}") == moment


@given(st.from_regex(r"0[0-9]( [0-9]{2}){4}", fullmatch=True))
def test_a_phone_number_is_read_back(phone: str) -> None:
    assert digits_heard(spoken(f"au {phone}.")) == digits_written(phone)


@given(st.from_regex(r"[0-9]{5}", fullmatch=True))
def test_a_postcode_is_read_back(postcode: str) -> None:
    assert digits_heard(spoken(f"{postcode} Argences")) == digits_written(postcode)


@given(st.integers(0, 999_999), st.sampled_from(["mois", "jours", "€", "%", "semaines", "fois"]))
def test_an_amount_is_read_back(count: int, unit: str) -> None:
    written = f"{count:,} {unit}".replace(",", " ")
    assert numbers_heard(spoken(written)) == [count]


@given(st.integers(0, 999_999), st.sampled_from(sorted(UNITS)), st.sampled_from(["", "/mois"]))
def test_what_is_measured_is_read_back(count: int, unit: str, rate: str) -> None:
    said = spoken(f"{count} {unit}{rate}")
    assert numbers_heard(said) == [count]
    ends = UNITS[unit] if count < 2 else " ".join(f"{word}s" for word in UNITS[unit].split())
    assert said.endswith(f" {ends} par mois" if rate else f" {ends}")


@given(
    st.integers(0, 99),
    st.sampled_from([("1/2", "½"), ("1/3", "⅓"), ("2/3", "⅔"), ("1/4", "¼"), ("3/4", "¾")]),
    st.sampled_from(["h", "heures", "ans", "mois", "jours", "semaines"]),
)
def test_a_fraction_is_read_back(whole: int, written: tuple[str, str], unit: str) -> None:
    slashed, sign = written
    part = Fraction(slashed)
    for text in (slashed, sign, f"{slashed} h", f"{slashed} d'heure", f"les {sign} des dossiers"):
        assert amount_heard(spoken(text)) == part, text
    for text in (f"{whole} {unit} {slashed}", f"{whole}{sign} {unit}", f"{whole} {unit} et {sign}"):
        assert amount_heard(spoken(text)) == whole + part, text


@given(st.integers(1, 28), st.integers(1, 12))
def test_a_day_and_its_month_are_no_fraction(day: int, month: int) -> None:
    said = spoken(say_date(date(2028, month, day))).removesuffix(" deux mille vingt-huit")
    for announced in ("le", "au", "du", "lundi"):
        assert spoken(f"{announced} {day}/{month}") == f"{announced} {said}"


@given(st.integers(1, 999), st.integers(1, 99))
def test_an_article_is_read_back(article: int, part: int) -> None:
    assert numbers_heard(spoken(f"L{article}-{part}")) == [article, part]


def test_every_site_of_ours_is_typed_again() -> None:
    found = [
        address for text in EVERYTHING.values() for address in re.findall(r"https?://\S+", text)
    ]
    addresses = {address.rstrip(".,;") for address in found}
    assert len(addresses) > 5
    for address in addresses:
        host = urlsplit(address).netloc.removeprefix("www.")
        assert site_heard(spoken(address)) == host


def test_no_number_of_ours_changes() -> None:
    """Read back, a spoken text has the numbers of the written one and those it has in words."""
    for key, text in EVERYTHING.items():
        written = re.sub(r"https?://\S+", "", text)
        in_words = Counter(numbers_heard(re.sub(r"\d", " ", written.replace("1er", " "))))
        heard = Counter(numbers_heard(spoken(written)))
        in_figures = digits_written(written.replace("1er", "1"))
        added = "".join(str(n) * times for n, times in (heard - in_words).items())
        assert sorted(added) == sorted(in_figures), key


# --- anything at all ------------------------------------------------------------------------


@given(st.text(max_size=300))
@example("②٣½²")
@example("https://x.fr/a?b=1#c www.a-b.fr/2 a@b.fr http://[::1]/ //")
@example("1/2/3/4 01/01/01 99:99 0 809")
def test_nothing_unsayable_is_left(text: str) -> None:
    said = spoken(text)
    assert not any(c.isdigit() for c in said)
    assert not re.search(r"[/\\()\[\]{}<>|@«»]|www\.", said)
    assert "\n" not in said


def test_every_answer_can_be_said(everything: dict[str, str]) -> None:
    badly = re.compile(r"\s[,.]|[,.:]\s*[,:]|  |\b[A-Z]{2,}\b(?<!RIO|RED)(?<!SAMU)")
    for key, said in everything.items():
        assert not LEFT.search(said), (key, said)
        assert not badly.search(said), (key, said)
        assert spoken(said) == said, key


# --- how long -------------------------------------------------------------------------------


def test_prompts_are_short_and_lose_no_word(everything: dict[str, str]) -> None:
    for key, said in everything.items():
        prompts = cut(said)
        assert " ".join(prompts) == said, key
        assert all(seconds_aloud(prompt) <= LONGEST_PROMPT for prompt in prompts), key


@given(st.text(alphabet="ab ,.:", max_size=900))
def test_any_text_is_cut(text: str) -> None:
    said = spoken(text)
    prompts = cut(said, longest=3)
    assert " ".join(prompts) == said
    assert all(seconds_aloud(p) <= 3 for p in prompts if " " in p)


def test_pieces_begin_by_one_sentence_and_lose_no_word(everything: dict[str, str]) -> None:
    for key, said in everything.items():
        made = pieces(cut(said))
        assert " ".join(made) == said, key
        assert all(seconds_aloud(piece) <= LONGEST_PIECE for piece in made), key
        assert not re.search(r"[.!?] ", made[0]), key


def test_a_short_sentence_is_the_first_piece_whole() -> None:
    says = ["J'ai noté : opérateur : Orange. Avez-vous réclamé ?", "Oui, tapez un."]
    assert pieces(says) == ["J'ai noté : opérateur : Orange.", "Avez-vous réclamé ? Oui, tapez un."]


def test_a_real_voice_is_never_slower_than_told() -> None:
    need(find_spec("py_nanotts"), "py-nanotts")
    from py_nanotts import NanoTTS

    talks = NanoTTS()
    said = spoken("\n".join(responses()[name] for name in ("utter_postal_address", "utter_steps")))
    for prompt in cut(said):
        seconds = len(talks.speak(prompt, voice="fr-FR")) / 32_000
        assert seconds <= LONGEST_PROMPT
        assert seconds <= seconds_aloud(prompt), prompt
