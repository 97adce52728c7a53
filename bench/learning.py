"""Whether more examples would still help: the same model trained on a part of them.

python -m bench.learning
"""

from collections import Counter

from sklearn.model_selection import train_test_split

from bench.pipeline import examples
from bench.understanding import VERDICT, outcomes, share
from bot.understanding.model import train

PARTS = (0.25, 0.5, 0.75, 1.0)


def main() -> None:
    """Print one row for each part of the data."""
    messages, intents = examples()
    print("| part of the examples | n | right | offered | lost | wrong |")
    print("| --- | --- | --- | --- | --- | --- |")
    for part in PARTS:
        kept, labels = messages, intents
        if part < 1:
            kept, _, labels, _ = train_test_split(
                messages, intents, train_size=part, stratify=intents, random_state=0
            )
        verdicts = Counter(outcome.verdict for outcome in outcomes(train(kept, labels), VERDICT))
        columns = [share(verdicts, name) for name in ("right", "offered", "lost", "wrong")]
        cells = " | ".join(f"{value:.1%}" for value in columns)
        print(f"| {part:.0%} | {len(kept)} | {cells} |", flush=True)


if __name__ == "__main__":
    main()
