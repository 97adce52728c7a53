"""Where residents reach the assistant: links sent by a message must be whole addresses."""

import os

from bot.knowledge import served

DEFAULT = "http://localhost:5005"
# Before the path of what is asked of a town by its name, where one process serves many.
TOWN_PATH = "/ville/"


def absolute(path: str) -> str:
    """The address of a path of ours, from ``PUBLIC_URL`` (for example https://ville.fr/assistant).

    A town served beside others has its own, ``…/ville/NAME``, by whatever name it was asked.
    """
    town = f"{TOWN_PATH}{served().key}" if served().key else ""
    return os.environ.get("PUBLIC_URL", DEFAULT).rstrip("/") + town + path
