"""What each threshold would give on the development set: the measure behind ``SURE``.

python -m bench.thresholds
"""

from collections import Counter
from itertools import pairwise

from bench.understanding import (
    DEVELOPMENT,
    Outcome,
    answered_off_topic,
    outcomes,
    share,
    trained_model,
)

THRESHOLDS = (0.3, 0.4, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.9)


BINS = (0.0, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99, 1.01)


def print_reliability(found: list[Outcome]) -> None:
    """How often the best guess is right, by the confidence it claims."""
    print("\n| confidence | messages | mean confidence | right |\n| --- | --- | --- | --- |")
    for low, high in pairwise(BINS):
        best = [(o.ranking[0], o.meant) for o in found if o.ranking]
        held = [
            (g.confidence, g.intent == meant) for g, meant in best if low <= g.confidence < high
        ]
        if held:
            claimed, right = (sum(column) / len(held) for column in zip(*held, strict=True))
            span = f"{low:.2f} to {min(high, 1):.2f}"
            print(f"| {span} | {len(held)} | {claimed:.1%} | {right:.1%} |")


def main() -> None:
    """Print one row per threshold, then the reliability of the confidences."""
    model = trained_model()
    print("| sure from | right | offered | lost | wrong | off topic answered as on topic |")
    print("| --- | --- | --- | --- | --- | --- |")
    for threshold in THRESHOLDS:
        found = outcomes(model, DEVELOPMENT, threshold)
        verdicts = Counter(outcome.verdict for outcome in found)
        columns = [share(verdicts, name) for name in ("right", "offered", "lost", "wrong")]
        cells = " | ".join(f"{value:.2%}" for value in (*columns, answered_off_topic(found)))
        print(f"| {threshold} | {cells} |")
    print_reliability(outcomes(model, DEVELOPMENT))


if __name__ == "__main__":
    main()
