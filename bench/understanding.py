"""How well messages that were not used for training are understood: ``make nlu``.

Right: answered as the resident meant. Offered: asked back, with the right question among the
buttons. Wrong: answered as something else. Lost: asked back without the right question.
"""

import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import yaml

from bot.understanding.decision import (
    DANGERS,
    ELSEWHERE,
    FALLBACK,
    FOLLOW_UPS,
    NEVER_OFFERED,
    SURE,
    decide,
    decide_after_end,
    perhaps_danger,
    understand,
)
from bot.understanding.model import INTENTS, Guess, Model

ROOT = Path(__file__).parents[1]
HELD_OUT = ROOT / "tests" / "nlu"
# Tuned on, read; and scored only, never read while tuning.
DEVELOPMENT, VERDICT = "development", "verdict"
# The same for the questions around a dispute, told as people tell them.
AROUND_DEVELOPMENT, AROUND_VERDICT = "around/development", "around/verdict"
# The same by one more hand each time: the words of strangers, never learnt.
STRANGERS = "strangers/verdict"
# Dangers in the words of one more hand, and what only sounds like one.
STRANGERS_IN_DANGER = "strangers/dangers"
# Topics near a dispute that people bring, in the words of two more hands.
NEARBY_DEVELOPMENT, NEARBY_VERDICT = "nearby/development", "nearby/verdict"
# In these, whatever the assistant has no answer for, but perhaps the right door.
OFF_ANY = "off_any"
OFFERED = 3
CONFUSIONS_SHOWN = 40


@dataclass(frozen=True)
class Outcome:
    """What became of one held-out message."""

    register: str
    text: str
    meant: str
    ranking: list[Guess]
    sure: float

    @property
    def answered(self) -> str:
        """The intent answered, or the fallback."""
        return decide(self.ranking, self.sure).intent

    @property
    def verdict(self) -> str:
        """``right``, ``offered``, ``lost`` or ``wrong``."""
        if is_meant(self.answered, self.meant):
            return "right"
        if self.answered != FALLBACK:
            return "wrong"
        likely = [g.intent for g in self.ranking if g.intent not in NEVER_OFFERED]
        is_offered = any(is_meant(intent, self.meant) for intent in likely[:OFFERED])
        return "offered" if is_offered else "lost"


def is_meant(intent: str, meant: str) -> bool:
    """Whether an intent is the one of an annotation, or any of those that it stands for."""
    return intent == meant or (meant == OFF_ANY and intent.startswith(ELSEWHERE))


def trained_model() -> Model:
    """The classifier that Rasa trained, as it lies beside its archive."""
    return Model.load(INTENTS)


def held_out(part: str) -> list[tuple[str, str, str]]:
    """Register, intent and text of each message of a set; a register is a file."""
    return [
        (file.stem, intent, text)
        for file in sorted((HELD_OUT / part).glob("*.yml"))
        for intent, texts in yaml.safe_load(file.read_text(encoding="utf-8")).items()
        for text in texts
    ]


def outcomes(model: Model, part: str, sure: float = SURE) -> list[Outcome]:
    """Every message of a set, read by the model and answered from a given confidence."""
    return [
        Outcome(register, text, intent, understand(model, text), sure)
        for register, intent, text in held_out(part)
    ]


def share(verdicts: Counter[str], *names: str) -> float:
    """The share of some verdicts, 0 to 1."""
    return sum(verdicts[name] for name in names) / sum(verdicts.values())


def answered_off_topic(found: list[Outcome]) -> float:
    """The share of off-topic messages answered as a question of the list."""
    off = [outcome for outcome in found if outcome.meant.startswith(ELSEWHERE)]
    on = [o for o in off if o.answered != FALLBACK and not o.answered.startswith(ELSEWHERE)]
    return len(on) / len(off)


def danger_missed(found: list[Outcome]) -> float:
    """The share of messages about a danger that are answered as something else."""
    told = [outcome for outcome in found if outcome.meant in DANGERS]
    return sum(outcome.answered not in DANGERS for outcome in told) / len(told)


def told_whom_to_call(found: list[Outcome]) -> float:
    """The share of the messages about a danger that hear a number, first or after the answer."""
    told = [outcome for outcome in found if outcome.meant in DANGERS]
    heard = [o.answered in DANGERS or perhaps_danger(o.ranking) for o in told]
    return sum(heard) / len(told)


def told_for_nothing(found: list[Outcome]) -> float:
    """The share of the other messages after whose answer a number is said all the same."""
    others = [outcome for outcome in found if outcome.meant not in DANGERS]
    return sum(perhaps_danger(outcome.ranking) for outcome in others) / len(others)


def danger_imagined(found: list[Outcome]) -> float:
    """The share of the other messages that are answered as a danger."""
    told = [outcome for outcome in found if outcome.meant not in DANGERS]
    return sum(outcome.answered in DANGERS for outcome in told) / len(told)


def right_after_end(found: list[Outcome]) -> float:
    """The share of the questions about the case answered, when it was just worked out."""
    asked = [outcome for outcome in found if outcome.meant in FOLLOW_UPS]
    return sum(decide_after_end(o.ranking).intent == o.meant for o in asked) / len(asked)


def main() -> None:
    """Print the table of each set by register; the confusions of the development sets alone."""
    model = trained_model()
    for part in (DEVELOPMENT, VERDICT, AROUND_DEVELOPMENT, AROUND_VERDICT, STRANGERS):
        print(f"\n{part}\n")
        found = outcomes(model, part)
        print_table(found)
        print(f"Danger imagined: {danger_imagined(found):.2%}")
        print(f"Told whom to call for nothing: {told_for_nothing(found):.2%}")
        if part in (AROUND_DEVELOPMENT, AROUND_VERDICT):
            print(f"Danger missed: {danger_missed(found):.2%}\n")
        if part in (AROUND_DEVELOPMENT, AROUND_VERDICT, STRANGERS):
            print_topics(found)
            print(f"\nFollow-ups right, after an end: {right_after_end(found):.1%}")
    print_dangers(outcomes(model, STRANGERS_IN_DANGER))
    print(f"\nOne message: {milliseconds(model):.2f} ms (median)")
    for part in (DEVELOPMENT, AROUND_DEVELOPMENT):
        print(f"\nconfusions of {part}\n")
        print_confusions(outcomes(model, part))


def milliseconds(model: Model) -> float:
    """The median time to understand one message of the development set."""
    times = []
    for _, _, text in held_out(DEVELOPMENT):
        began = time.perf_counter()
        understand(model, text)
        times.append((time.perf_counter() - began) * 1000)
    return median(times)


def print_table(found: list[Outcome]) -> None:
    """One row per register, then what became of the off-topic messages."""
    registers = dict.fromkeys(outcome.register for outcome in found)
    rows = {name: [o for o in found if o.register == name] for name in registers}
    _print_rows({**rows, "all": found})
    print(f"\nOff topic answered as a question of the list: {answered_off_topic(found):.1%}")


def print_dangers(found: list[Outcome]) -> None:
    """What became of dangers, and of what only sounds like one."""
    print(f"\n{STRANGERS_IN_DANGER}: {len(found)} messages")
    print(f"Danger answered first: {1 - danger_missed(found):.1%}")
    print(f"Told whom to call, first or after the answer: {told_whom_to_call(found):.1%}")
    print(f"Danger imagined: {danger_imagined(found):.1%}")
    print(f"Told whom to call for nothing: {told_for_nothing(found):.1%}")


def print_topics(found: list[Outcome]) -> None:
    """One row per question."""
    meant = sorted({outcome.meant for outcome in found})
    _print_rows({name: [o for o in found if o.meant == name] for name in meant})


def _print_rows(rows: dict[str, list[Outcome]]) -> None:
    print("| messages | n | right | offered | lost | wrong |")
    print("| --- | --- | --- | --- | --- | --- |")
    for name, found in rows.items():
        verdicts = Counter(outcome.verdict for outcome in found)
        columns = [share(verdicts, each) for each in ("right", "offered", "lost", "wrong")]
        cells = " | ".join(f"{value:.1%}" for value in columns)
        print(f"| {name} | {len(found)} | {cells} |")


def print_confusions(found: list[Outcome]) -> None:
    """The pairs most often confused."""
    confusions = Counter((o.meant, o.answered) for o in found if o.verdict != "right")
    print("| meant | answered | times |\n| --- | --- | --- |")
    for (meant, answered), times in confusions.most_common(CONFUSIONS_SHOWN):
        print(f"| {meant} | {answered} | {times} |")


if __name__ == "__main__":
    main()
