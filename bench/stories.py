"""The stories, answers and conversations that measure hearing: read, held, and compared."""

import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from bot.french.date_range import DateRange
from bot.knowledge import knowledge
from bot.mediation import SOME_DAY, MilestoneName, assess
from bot.operators import find_operator
from bot.path import Answer, Intents, Told, case, hear, take_turn
from bot.path.heard import intents_of
from bot.path.options import as_options
from bot.understanding.decision import understand
from bot.understanding.model import INTENTS, Model
from bot.understanding.questions import perhaps_asked

ROOT = Path(__file__).parents[1]
SETS = ROOT / "tests" / "stories"
DEVELOPMENT, VERDICT = "development", "verdict"
WRITTEN_ON = date(2026, 11, 27)
LONGEST = 25
START = "j'ai un litige avec mon opérateur"
# Facts of a story that are annotated by the names of the options.
_ANNOTATED = (
    *("complaint", "written", "customer_reply", "court"),
    *("referred", "opinion", "consumer_replied"),
)


def rows(name: str, kind: str) -> list[dict[str, Any]]:
    """The lines of one file of a set."""
    text = (SETS / name / f"{kind}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


class Listener:
    """The classifier of the questions, as the product uses it."""

    def __init__(self) -> None:
        self._model = Model.load(INTENTS)

    def intents(self, text: str) -> Intents:
        """What it makes of a message."""
        return intents_of(self._model, text)

    def offers(self, text: str) -> bool:
        """Whether it offers what a story may ask whose question was not understood."""
        return bool(perhaps_asked(text, understand(self._model, text)))


def truth(facts: dict[str, Any], text: str) -> dict[str, Any]:
    """The facts of an annotated message, by the names of ``as_options``."""
    told: dict[str, Any] = {}
    operator = find_operator(facts.get("operator") or "")
    # Whom the source talked to is no fact of the message unless it names them.
    if operator and find_operator(text):
        told["operator"] = operator.operator.name
    if facts.get("complained") is False:
        told["complained"] = False
    elif "complaint" in facts or facts.get("contacted"):
        told["complained"] = True
    for name in _ANNOTATED:
        if facts.get(name) is not None:
            told[name] = facts[name]
    letter = facts.get("letter")
    if isinstance(letter, dict) and "sent" in letter:
        told["letter"] = letter["sent"]
        if letter.get("reply"):
            told["consumer_reply"] = letter["reply"]
    elif letter is not None:
        told["letter"] = letter
    return told


def noted(facts: dict[str, Any]) -> dict[str, Any]:
    """What was heard, with the operator by the name of its company."""
    options = as_options({name: value for name, value in facts.items() if name != "dispute"})
    operator = find_operator(str(options.get("operator") or ""))
    if operator:
        options["operator"] = operator.operator.name
    return {
        name: value
        for name, value in options.items()
        if name not in ("doubtful", "unplaced", "undecided")
    }


def _told(facts: dict[str, Any]) -> Told:
    """A case from the truth of a conversation."""

    def days(value: Any) -> DateRange | None:
        if isinstance(value, dict):
            return DateRange(*(date.fromisoformat(value[end]) for end in ("earliest", "latest")))
        return SOME_DAY if value in ("forgotten", True) else None

    reply = {name: facts.get(name) for name in ("customer_reply", "consumer_reply")}
    return Told(
        operator=facts.get("operator"),
        complained=facts.get("complained"),
        complaint_day=days(facts.get("complaint")),
        written=facts.get("written"),
        customer_reply=Answer(reply["customer_reply"]) if reply["customer_reply"] else None,
        letter_sent=bool(facts.get("letter")),
        letter_day=days(facts.get("letter")),
        consumer_reply=Answer(reply["consumer_reply"]) if reply["consumer_reply"] else None,
        court=facts.get("court"),
        referred=bool(facts.get("referred")) or None,
        referred_day=days(facts.get("referred")),
        notified=bool(facts["notified"]) if "notified" in facts else None,
        notified_day=days(facts.get("notified")),
    )


@dataclass
class Held:
    """A conversation held to its end.

    Attributes:
        turns: the messages the resident sent.
        loops: whether a question came a third time in the same words.
        right: whether it ended at the right step with the right dates.
        heard: each message with what was heard, for reading.
    """

    turns: int = 0
    loops: bool = False
    right: bool = False
    heard: list[str] = field(default_factory=list)
    ended: str = ""
    meant: str = ""


def hold(told_by: dict[str, Any], listener: Listener) -> Held:
    """Hold a conversation: each question gets the person's answer to it."""
    held, told, asked = Held(), Told(), None
    times: dict[str, int] = {}
    messages = iter([told_by["first"], START])
    message: str | None = next(messages)
    while message is not None and held.turns < LONGEST:
        held.turns += 1
        heard = hear(message, listener.intents(message), told, asked, WRITTEN_ON)
        if message == START:
            heard = replace(heard, for_path=True)
        said = ""
        if heard.for_path:
            turn = take_turn(told, asked, heard, WRITTEN_ON, knowledge())
            told, asked = turn.told, turn.asked
            said = ", ".join(saying.response for saying in turn.sayings)
            if asked is None:
                held.heard.append(f"> {message} → {as_options(dict(heard.facts))} {said}")
                break
        held.heard.append(f"> {message} → {as_options(dict(heard.facts))} {said} [{asked}]")
        if asked is None:
            message = next(messages, None)
            continue
        times[asked] = times.get(asked, 0) + 1
        held.loops = held.loops or times[asked] > 2
        answers = told_by["answers"].get(asked) or ["je ne sais pas"]
        asks = told_by.get("asks") or {}
        if asked in asks and times[asked] == 1:
            message = asks[asked]
        else:
            given = times[asked] - 1 - (asked in asks)
            message = answers[min(given, len(answers) - 1)]
    held.ended, held.meant = _end(told), _end(_told(told_by["truth"]))
    held.right = asked is None and held.ended == held.meant
    return held


def _end(told: Told) -> str:
    found = assess(case(told, WRITTEN_ON, knowledge()), WRITTEN_ON, knowledge())
    # What is past no longer matters, save the last day.
    dates = sorted(
        f"{m.name.value} {m.date.isoformat()}"
        for m in found.milestones
        if m.date > WRITTEN_ON or m.name is MilestoneName.REFER_BY
    )
    return f"{found.step.value} ({', '.join(dates)})"


def told_before(asked: str) -> Told:
    """A case in which a question is open, for the answers to it."""

    def day(text: str) -> DateRange:
        return DateRange(date.fromisoformat(text), date.fromisoformat(text))

    order = dict(_BEFORE)
    order |= {
        "complaint_day": day("2026-08-03"),
        "letter_day": day("2026-09-15"),
        "referred_day": day("2026-10-20"),
    }
    kept = _KNOWN_AT[asked]
    extras: dict[str, dict[str, Any]] = {
        "date_of_what": {"undecided": day("2026-10-12")},
        "confirm_date": {"doubtful": ("complaint_day", day("2025-10-12"))},
        "which_service": {"unplaced": day("2026-10-12")},
        "customer_satisfied": {"customer_reply": Answer.REPLIED},
        "consumer_satisfied": {"consumer_reply": Answer.REPLIED},
        "notified_date": {"notified": True},
        "opinion_date": {"opinion_received": True},
    }
    return Told(**({name: order[name] for name in kept} | extras.get(asked, {})))


_BEFORE: dict[str, Any] = {
    "operator": "Orange",
    "complained": True,
    "written": True,
    "customer_reply": Answer.NONE,
    "letter_sent": True,
    "consumer_reply": Answer.NONE,
    "referred": True,
}
_ORDER = (
    *("operator", "complained", "complaint_day", "written", "customer_reply", "letter_sent"),
    *("letter_day", "consumer_reply", "referred", "referred_day"),
)
_KNOWN_AT = {
    "operator": (),
    "complained": _ORDER[:1],
    "complaint_date": _ORDER[:2],
    "confirm_date": _ORDER[:2],
    "date_of_what": _ORDER[:2],
    "written": _ORDER[:3],
    "customer_reply": _ORDER[:4],
    "customer_satisfied": _ORDER[:4],
    "which_service": _ORDER[:4],
    "letter_sent": _ORDER[:5],
    "court": _ORDER[:5],
    "letter_date": _ORDER[:6],
    "consumer_reply": _ORDER[:7],
    "consumer_satisfied": _ORDER[:7],
    "notified": _ORDER,
    "notified_date": _ORDER,
    "opinion_date": _ORDER,
}


_ODD_DATES = (
    *("le 2, le 9 et le 16 novembre", "le 4", "le 8 ou le 9", "depuis lundi", "le 31/02", "hier"),
    *("en 2025", "le lendemain", "zdate", "entre le 3 et le 7", "à la rentrée", "12.10.26"),
)
_COMPANIES = ("Orange", "Free", "SFR", "Bouygues", "la poste mobile", "EDF", "Circet")


def mixes(count: int) -> Iterator[str]:
    """Random mixes of real clauses, dates and companies, always the same ones."""
    chance = random.Random(8)
    clauses = [
        clause
        for row in rows(DEVELOPMENT, "first_messages")
        for clause in re.split("[.!?]", row["text"])
        if clause.strip()
    ]
    for _ in range(count):
        parts = chance.sample(clauses, chance.randint(0, 3)) + chance.sample(_ODD_DATES, 1)
        parts += chance.sample(_COMPANIES, chance.randint(0, 2))
        chance.shuffle(parts)
        yield chance.choice([", ", ". ", " "]).join(parts)


def answers_heard(name: str, listener: Listener) -> Iterator[tuple[dict[str, Any], str]]:
    """Each answer of a set with what became of it: ``right``, ``asked`` or ``wrong``."""
    for row in rows(name, "answers"):
        told = told_before(row["asked"])
        yield row, _became(row, told, listener.intents(row["text"]))


def _became(row: dict[str, Any], told: Told, intents: Intents) -> str:
    asked, means = row["asked"], row["means"]
    heard = hear(row["text"], intents, told, asked, WRITTEN_ON)
    if row["kind"] == "dont_know":
        return "right" if heard.closes else "wrong" if heard.facts else "asked"
    got, meant = noted(dict(heard.facts)), _meant(asked, means)
    if asked in _PLACED:
        return _placed(asked, heard.facts, [p.saying.response for p in heard.problems], meant)
    option = _OPTION_AT[asked]
    value = got.get(option)
    if value == meant or (meant is True and isinstance(value, dict)):
        return "right"
    if isinstance(meant, dict) and value is True and not asked.endswith("_date"):
        return "right"
    # « received » is asked whether it suits.
    return "asked" if value in (None, "received") else "wrong"


_PLACED = {"date_of_what", "which_service", "confirm_date"}
_OPTION_AT = {
    "complained": "complained",
    "complaint_date": "complaint",
    "written": "written",
    "customer_reply": "customer_reply",
    "customer_satisfied": "customer_reply",
    "letter_sent": "letter",
    "letter_date": "letter",
    "consumer_reply": "consumer_reply",
    "consumer_satisfied": "consumer_reply",
    "court": "court",
    "operator": "operator",
    "notified": "notified",
    "notified_date": "notified",
    "opinion_date": "opinion",
}


def _meant(asked: str, means: dict[str, Any]) -> Any:
    if asked in _PLACED:
        return next(
            (
                means[name]
                for name in ("complaint", "confirmed", "what", "service")
                if name in means
            ),
            None,
        )
    meant = means.get(_OPTION_AT[asked])
    if asked == "operator" and meant:
        operator = find_operator(meant)
        return operator.operator.name if operator else "autre"
    return meant


def _placed(asked: str, facts: Any, said: list[str], meant: Any) -> str:
    """What became of an answer that says what a date is."""
    day = noted(dict(facts)).get("complaint") if facts.get("complaint_day") else None
    if isinstance(meant, dict):
        # « non, le 13 »: the day itself, else it is asked next.
        return "asked" if day is None else "right" if day == meant else "wrong"
    if asked == "confirm_date" and day:
        doubtful = told_before(asked).doubtful
        got: Any = bool(doubtful and facts["complaint_day"] == doubtful[1])
    elif asked == "confirm_date" and "doubtful" in facts:
        got = False
    elif facts.get("letter_day"):
        got = "letter"
    elif day or "utter_first_complaint_counts" in said:
        got = "complaint"
    elif "undecided" in facts or "unplaced" in facts:
        got = "other"
    else:
        return "right" if meant is None else "asked"
    same = {"consumer": "letter", "customer": "complaint", "reply": "other", "unknown": "other"}
    return "right" if same.get(str(meant), meant) == got else "wrong"
