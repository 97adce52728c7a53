"""What is said in a call as sound files, in a folder that Asterisk reads too; each is soon gone."""

import os
import secrets
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from bot.web_settings import WebSettingError

_PREFIX, _ENDING = "dit-", ".wav"
# Asterisk runs under another account. Nobody lists the folder, nor guesses a name in it.
_FOLDER_MODE, _FILE_MODE = 0o711, 0o644
# A process that was killed leaves its last sound.
_LEFT_SECONDS = 600.0


def sounds_folder() -> Path:
    """The folder of ``FASTAGI_SOUNDS``, made if need be, without the sounds of a killed process.

    Raises:
        WebSettingError: it cannot be written in.
    """
    usual = Path(tempfile.gettempdir()) / "mediation-sons"
    folder = Path(os.environ.get("FASTAGI_SOUNDS") or usual)
    try:
        if not folder.is_absolute() or set(str(folder)) & set('"\\\n'):
            raise OSError(0, "ce n'est pas un chemin complet, sans guillemet")
        folder.mkdir(mode=_FOLDER_MODE, exist_ok=True)
        if folder.stat().st_uid == os.getuid():
            folder.chmod(_FOLDER_MODE)
        for left in folder.glob(f"{_PREFIX}*{_ENDING}"):
            if time.time() - left.stat().st_mtime > _LEFT_SECONDS:
                left.unlink(missing_ok=True)
        with sound_file(folder, b""):
            pass
    except OSError as error:
        raise WebSettingError(
            f"FASTAGI_SOUNDS : « {folder} » ne peut pas servir ({error.strerror}). Donnez un "
            "dossier où l'assistant peut écrire et qu'Asterisk peut lire, sous le même chemin. "
            "Exemple : FASTAGI_SOUNDS=/run/mediation-sons"
        ) from None
    return folder


@contextmanager
def sound_file(folder: Path, content: bytes) -> Iterator[str]:
    """A sound for as long as it is played: its path, without the ending, as Asterisk names it."""
    file = folder / f"{_PREFIX}{secrets.token_hex(16)}{_ENDING}"
    try:
        file.write_bytes(content)
        file.chmod(_FILE_MODE)
        yield str(file.with_suffix(""))
    finally:
        with suppress(OSError):
            file.unlink()
