"""``python -m bench.sources``: what the comparison with the official sheet sees, and what it costs.

Each of the six delays changed in turn, in every form: those seen, and the facts wrongly told to
differ. Then one comparison with a zip as large as the real one of a day.
"""

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bot.knowledge import knowledge
from bot.sources.claims import claims
from bot.sources.comparison import Outcome, compare_sheet
from bot.sources.sheet import read_sheet
from bot.sources.xml_file import parse
from tests.running import ROOT
from tests.sources.sheets import DELAYS, SCHEMAS, daily_zip, redirections, sheet

ALTERED = (
    "de 2 jours",
    "de six semaines",
    "<MiseEnEvidence>d'4 mois </MiseEnEvidence>",
    "de <MiseEnEvidence>cinq</MiseEnEvidence> mois",
    "de 3\N{NO-BREAK SPACE}ans",
    "d'un an et demi",
    "de 30 jours ouvrables",
    "de 1 à 2 mois",
)
# The real zip of a day: that many files, 148 MB once open.
FILES, OPEN_BYTES = 5_540, 148_000_000


def main() -> None:
    """Print both tables."""
    print("| schéma | délais changés | vus | tus | faux |\n| --- | --- | --- | --- | --- |")
    for schema in SCHEMAS:
        tried = [(key, words) for key in DELAYS for words in ALTERED]
        told = [_told(sheet(schema, {**DELAYS, key: words})) for key, words in tried]
        seen = sum(key in facts for (key, _), facts in zip(tried, told, strict=True))
        false = sum(len(set(facts) - {key}) for (key, _), facts in zip(tried, told, strict=True))
        false += len(_told(sheet(schema)))
        print(f"| {schema} | {len(tried)} | {seen} | {len(tried) - seen} | {false} |")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "vosdroits-latest.zip"
        filler = "<Paragraphe>Rien de nous.</Paragraphe>" * (OPEN_BYTES // FILES // 38)
        members = {"F14373.xml": sheet(), "redirections.xml": redirections()}
        file.write_bytes(daily_zip(members, others=FILES, more=filler))
        for name, files in (("rien", []), ("le zip", [str(file)])):
            print(_cost(name, files, file.stat().st_size))


def _told(content: bytes) -> list[str]:
    """The facts that are told to be otherwise."""
    found = compare_sheet(
        knowledge(), read_sheet(parse(content, "fiche"), "fiche"), claims()["F14373"]
    )
    return [verdict.fact for verdict in found if verdict.outcome is not Outcome.SAME]


def _cost(name: str, words: list[str], size: int) -> str:
    began = time.perf_counter()
    command = [sys.executable, "-W", "ignore", "-m", "bot", "sources", *words]
    subprocess.run(command, cwd=ROOT, capture_output=True)
    seconds = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return f"{name} ({size / 1e6:.0f} Mo) : {seconds:.2f} s, {peak:.0f} Mo au plus haut"


if __name__ == "__main__":
    main()
