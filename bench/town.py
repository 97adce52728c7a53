"""Making a town file from a daily file as long as the State's: seconds, and memory of the process.

python -m bench.town
"""

import gzip
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

from tests.directory.made import MADE, record
from tests.running import ROOT

RECORDS = 36_000
MEGABYTES = 273
INSEE = "14020"


def write_daily_file(file: Path) -> None:
    """Records of all the made kinds, as long as the real ones, that of one commune near the end."""
    length = MEGABYTES * 1_000_000 // RECORDS
    with file.open("w", encoding="utf-8") as written:
        written.write('{"service":[')
        for number in range(RECORDS):
            code = INSEE if number == RECORDS - 100 else f"{number % 95 + 1:02}{number % 900 + 100}"
            one = record(MADE[number % len(MADE)], 0, code, id=f"{number}")
            text = json.dumps(one, ensure_ascii=False)
            one["mission"] = "e" * (length - len(text.encode()))
            written.write("," * bool(number) + json.dumps(one, ensure_ascii=False))
        written.write("]}")


def compress_gzip(file: Path) -> Path:
    """The same file in gzip."""
    out = file.with_suffix(".json.gz")
    with gzip.open(out, "wb", compresslevel=6) as packed, file.open("rb") as plain:
        shutil.copyfileobj(plain, packed)
    return out


def compress_zip(file: Path) -> Path:
    """The same file in a zip."""
    out = file.with_suffix(".zip")
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.write(file, file.name)
    return out


def measure(file: Path) -> tuple[float, float]:
    """Seconds, and MB at most, of the command on a file."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "ville.yml"
        began = time.perf_counter()
        command = [sys.executable, "-W", "ignore", "-m", "bot", "town", str(file)]
        process = subprocess.Popen(
            [*command, "--insee", INSEE, "--out", str(out)], cwd=ROOT, stdout=subprocess.DEVNULL
        )
        _, status, used = os.wait4(process.pid, 0)
        assert os.waitstatus_to_exitcode(status) == 0
        assert out.is_file()
        return time.perf_counter() - began, used.ru_maxrss / 1024


def main() -> None:
    """Print one line a form of the file."""
    forms: dict[str, Callable[[Path], Path]] = {
        "plain": lambda file: file,
        "gzip": compress_gzip,
        "zip": compress_zip,
    }
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "2026-11-28_070000-data.gouv_local.json"
        write_daily_file(plain)
        print(f"{RECORDS} records, {plain.stat().st_size / 1_000_000:.0f} MB")
        print("| form | seconds | MB |\n| --- | --- | --- |")
        for name, made in forms.items():
            seconds, megabytes = measure(made(plain))
            print(f"| {name} | {seconds:.1f} | {megabytes:.0f} |")


if __name__ == "__main__":
    main()
