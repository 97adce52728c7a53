"""What each threshold would give on the development set: the measure behind ``SURE``.

python -m bench.thresholds
"""

from collections import Counter

from bench.understanding import DEVELOPMENT, answered_off_topic, outcomes, share, trained_model

THRESHOLDS = (0.3, 0.4, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.9)


def main() -> None:
    """Print one row per threshold."""
    model = trained_model()
    print("| sure from | right | offered | lost | wrong | off topic answered as on topic |")
    print("| --- | --- | --- | --- | --- | --- |")
    for threshold in THRESHOLDS:
        found = outcomes(model, DEVELOPMENT, threshold)
        verdicts = Counter(outcome.verdict for outcome in found)
        columns = [share(verdicts, name) for name in ("right", "offered", "lost", "wrong")]
        cells = " | ".join(f"{value:.2%}" for value in (*columns, answered_off_topic(found)))
        print(f"| {threshold} | {cells} |")


if __name__ == "__main__":
    main()
