"""Links: what they carry, how long they live, and that nobody else can make one."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from itsdangerous import URLSafeSerializer

from bot.documents import (
    Dispute,
    DocumentKind,
    ExpiredLinkError,
    ForgedLinkError,
    LinkError,
    LinkKeyError,
    Request,
    link_key,
    make_link,
    read_link,
    render,
)
from bot.mediation import Case
from tests.documents.many_cases import cases_told_between
from tests.documents.reading import LETTER_SENT, SILENT, at, on

NOW = at("2026-04-10T10:00")
KEY = "0123456789abcdef0123456789abcdef"
MAKE = """
from bot.documents import Dispute, DocumentKind, make_link
from tests.documents.reading import SILENT, at
print(make_link(DocumentKind.LETTER, SILENT, Dispute.BILLING, at("2026-04-10T10:00")))
"""
READ = """
import sys
from bot.documents import read_link, render
from tests.documents.reading import at
print(render(read_link(sys.argv[1], at("2026-04-10T11:00"))).content.hex())
"""


@pytest.fixture
def key(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    return lambda value: monkeypatch.setenv("LINK_KEY", value)


def token(kind: DocumentKind = DocumentKind.LETTER, case: Case = SILENT) -> str:
    return token_of(make_link(kind, case, Dispute.BILLING, NOW))


def token_of(link: str) -> str:
    return link.split("/")[2]


def carried(link: str) -> dict[str, object]:
    # Read without the key: what anybody who holds the link can see.
    _, content = URLSafeSerializer("").loads_unsafe(token_of(link))
    assert isinstance(content, dict)
    return content


def signed(content: object, signing_key: str = KEY) -> str:
    signing = {"key_derivation": "hmac", "digest_method": hashlib.sha256}
    made = URLSafeSerializer(signing_key, salt="document", signer_kwargs=signing).dumps(content)
    assert isinstance(made, str)
    return made


# --- what a link is --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        (DocumentKind.LETTER, "lettre-service-consommateurs.pdf"),
        (DocumentKind.SUMMARY, "fiche-de-suivi.pdf"),
        (DocumentKind.COVER_LETTER, "lettre-au-mediateur.pdf"),
        (DocumentKind.CALENDAR, "mes-dates.ics"),
    ],
)
def test_a_link_is_a_path_that_ends_with_the_name_of_the_file(
    kind: DocumentKind, name: str
) -> None:
    link = make_link(kind, SILENT, None, NOW)
    start, documents, signed, last = link.split("/")
    assert (start, documents, last) == ("", "documents", name)
    assert set(signed) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.")
    assert len(link) < 600


def test_the_letter_carries_nothing_of_what_came_after() -> None:
    whole = replace(LETTER_SENT, referred=on("2026-05-28"), court=True)
    assert set(carried(make_link(DocumentKind.LETTER, whole, Dispute.FAULT, NOW))) == {
        "kind",
        "expiry",
        "dispute",
        "operator",
        "member",
        "complaint",
        "complaint_written",
        "customer_reply",
    }


def test_what_is_not_told_is_not_carried() -> None:
    assert set(carried(make_link(DocumentKind.SUMMARY, Case(), None, NOW))) == {"kind", "expiry"}


def test_a_case_holds_no_identity() -> None:
    # A new field must be thought about before it goes into links.
    assert {field.name for field in fields(Case)} == {
        *("operator", "member", "telecom", "complained", "complaint"),
        *(
            "complaint_written",
            "customer_reply",
            "letter",
            "consumer_reply",
            "consumer_replied",
            "court",
        ),
        *("referred", "notified", "opinion"),
    }


@settings(deadline=None)
@given(
    kind=st.sampled_from(DocumentKind),
    case=cases_told_between(date.min, date.max),
    dispute=st.none() | st.sampled_from(Dispute),
    minutes=st.integers(0, 24 * 60 - 1),
)
def test_what_goes_in_comes_out(
    kind: DocumentKind, case: Case, dispute: Dispute | None, minutes: int
) -> None:
    link = make_link(kind, case, dispute, NOW)
    read = read_link(token_of(link), NOW + timedelta(minutes=minutes))
    assert read == Request.about(kind, case, dispute, NOW)


def test_a_file_opened_on_the_next_day_is_the_one_that_was_announced() -> None:
    late = at("2026-04-10T23:30:15") + timedelta(milliseconds=500)
    link = make_link(DocumentKind.SUMMARY, SILENT, Dispute.BILLING, late)
    announced = render(Request.about(DocumentKind.SUMMARY, SILENT, Dispute.BILLING, late))
    opened_later = render(read_link(token_of(link), at("2026-04-11T08:00")))
    assert opened_later.content == announced.content


# --- how long it lives -----------------------------------------------------------------------


def test_a_link_lives_24_hours_and_not_a_second_more() -> None:
    made = token()
    assert read_link(made, NOW + timedelta(hours=24, seconds=-1))
    with pytest.raises(ExpiredLinkError, match="24 heures") as refused:
        read_link(made, NOW + timedelta(hours=24))
    assert "Redemandez le document" in str(refused.value)


def test_24_hours_are_24_hours_when_the_clock_changes() -> None:
    saturday = at("2026-10-24T12:00")
    made = token_of(make_link(DocumentKind.LETTER, SILENT, None, saturday))
    assert read_link(made, at("2026-10-25T10:59"))
    with pytest.raises(ExpiredLinkError):
        read_link(made, at("2026-10-25T11:00"))


def test_expired_and_forged_are_two_different_refusals() -> None:
    assert issubclass(ExpiredLinkError, LinkError)
    assert issubclass(ForgedLinkError, LinkError)
    assert not issubclass(ExpiredLinkError, ForgedLinkError)
    assert not issubclass(ForgedLinkError, ExpiredLinkError)
    with pytest.raises(ForgedLinkError, match="n'est pas valable"):
        read_link("x" + token(), NOW + timedelta(days=3))


# --- that nobody else can make one -----------------------------------------------------------


@settings(max_examples=300)
@given(data=st.data())
def test_no_character_can_be_changed_added_or_removed(data: st.DataObject) -> None:
    made = token()
    place = data.draw(st.integers(0, len(made) - 1))
    other = data.draw(st.sampled_from("AZaz09-_.=+/ é\n\ud800").filter(lambda c: c != made[place]))
    altered = (
        made[:place] + other + made[place + 1 :],
        made[:place] + other + made[place:],
        made[:place] + made[place + 1 :],
        made[:place],
        made + other,
    )
    for changed in altered:
        with pytest.raises(ForgedLinkError):
            read_link(changed, NOW)


@given(st.text())
def test_anything_else_is_refused_as_forged(anything: str) -> None:
    with pytest.raises(ForgedLinkError):
        read_link(anything, NOW)


def test_dates_cannot_be_moved_under_the_same_signature() -> None:
    made = token()
    content = carried(make_link(DocumentKind.LETTER, SILENT, Dispute.BILLING, NOW))
    assert read_link(made, NOW).made_at == NOW
    content["expiry"] = int(str(content["expiry"])) + 3600
    payload = signed(content, "the key of somebody else").rpartition(".")[0]
    with pytest.raises(ForgedLinkError):
        read_link(f"{payload}.{made.rpartition('.')[2]}", NOW)


@pytest.mark.parametrize(
    "content",
    [
        [],
        {},
        "letter",
        {"kind": "letter"},
        {"kind": "poem", "expiry": 1900000000},
        {"kind": "letter", "expiry": "demain"},
        {"kind": "letter", "expiry": 1900000000, "name": "Dupont"},
        {"kind": "letter", "expiry": 1900000000, "complaint": ["2026-03-03"]},
        {"kind": "letter", "expiry": 1e300},
    ],
)
def test_a_link_signed_by_another_version_is_refused(
    key: Callable[[str], None], content: object
) -> None:
    key(KEY)
    assert read_link(signed({"kind": "letter", "expiry": 1900000000}), NOW)
    with pytest.raises(ForgedLinkError):
        read_link(signed(content), NOW)


def test_another_key_refuses_the_link(key: Callable[[str], None]) -> None:
    key(KEY)
    made = token()
    assert read_link(made, NOW)
    key(KEY[::-1])
    with pytest.raises(ForgedLinkError):
        read_link(made, NOW)


def test_a_key_too_short_to_be_safe_is_refused_with_the_remedy(key: Callable[[str], None]) -> None:
    key("secret")
    with pytest.raises(LinkKeyError, match="au moins 32") as refused:
        link_key()
    assert "secrets.token_hex" in str(refused.value)
    assert "secret." not in str(refused.value).replace("secrets.", "")


def in_another_process(script: str, *arguments: str, link_key: str | None) -> str:
    environment = {name: value for name, value in os.environ.items() if name != "LINK_KEY"}
    if link_key:
        environment["LINK_KEY"] = link_key
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        env={**environment, "PYTHONPATH": os.getcwd()},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout.strip() or done.stderr.strip().splitlines()[-1]


def test_a_link_made_by_one_worker_is_opened_by_another_with_the_same_key() -> None:
    link = in_another_process(MAKE, link_key=KEY)
    content = in_another_process(READ, token_of(link), link_key=KEY)
    announced = render(Request.about(DocumentKind.LETTER, SILENT, Dispute.BILLING, NOW))
    assert bytes.fromhex(content) == announced.content


def test_without_a_key_a_link_dies_with_its_process() -> None:
    link = in_another_process(MAKE, link_key=None)
    assert "ForgedLinkError" in in_another_process(READ, token_of(link), link_key=None)
