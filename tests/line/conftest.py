"""An assistant that takes calls, and a real Asterisk beside it.

Both need ``ASTERISK_ROOT``, a Debian 11 folder that holds Asterisk: see ``make phone-test``.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.channels.conftest import KEY
from tests.channels.doubles import Double
from tests.line.asterisk import Asterisk, running_asterisk
from tests.line.dialling import ROOT
from tests.running import RunningServer, free_port, start_server
from tests.towns import town_file

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("store") / "conversations.db"


@pytest.fixture(scope="module")
def sounds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder by the same path here and in Asterisk's own folder."""
    here = tmp_path_factory.mktemp("line") / "sounds"
    there = Path(str(ROOT)) / here.relative_to("/")
    there.mkdir(parents=True)
    for parent in (there, *there.parents):
        parent.chmod(parent.stat().st_mode | 0o011)
        if parent == Path(str(ROOT)):
            break
    here.symlink_to(there)
    return here


@pytest.fixture(scope="module")
def operator() -> Iterator[Double]:
    double = Double({"sid": "SM1"})
    yield double
    double.stop()


@pytest.fixture(scope="module")
def fastagi() -> str:
    return f"127.0.0.1:{free_port()}"


@pytest.fixture(scope="module")
def assistant(
    tmp_path_factory: pytest.TempPathFactory,
    store: Path,
    sounds: Path,
    operator: Double,
    fastagi: str,
) -> Iterator[RunningServer]:
    folder = tmp_path_factory.mktemp("town")
    accepted = {"accepted_by": "la maire", "accepted_on": "2026-11-20"}
    yield from start_server(
        STORE_URL=f"sqlite:///{store}",
        TOWN=str(town_file(folder, channels={"sms": accepted})),
        LINK_KEY=KEY,
        TWILIO_ACCOUNT_SID="AC1",
        TWILIO_AUTH_TOKEN="the token of the account",
        TWILIO_NUMBER="+33939000000",
        TWILIO_API=operator.url,
        FASTAGI=fastagi,
        FASTAGI_SOUNDS=str(sounds),
    )


@pytest.fixture(scope="module")
def asterisk(assistant: RunningServer, fastagi: str) -> Iterator[Asterisk]:
    with pytest.MonkeyPatch.context() as patch:
        # The folder has no names of machines.
        patch.setenv("PUBLIC_URL", assistant.url.replace("localhost", "127.0.0.1"))
        with running_asterisk(Path(str(ROOT)), TODAY, fastagi) as running:
            yield running
