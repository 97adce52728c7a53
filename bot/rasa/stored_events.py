"""Rasa's events as JSON, and back."""

import json
from functools import lru_cache
from typing import Any

from rasa.shared.core.events import Event
from rasa.shared.utils.common import all_subclasses


def read_event(data: dict[str, Any]) -> Event:
    """The event that ``Event.as_dict`` or an action gave."""
    return _event_types()[data["event"]]._from_parameters(data)


def write_event(event: Event) -> str:
    """The JSON that :func:`read_event` reads.

    Made once, and kept on the event: it does not change, and is written with four turns.
    """
    written: str | None = getattr(event, "written", None)
    if written is None:
        written = event.written = _to_json(event.as_dict())
    return written


_to_json = json.JSONEncoder(ensure_ascii=False).encode


@lru_cache(maxsize=1)
def _event_types() -> dict[str, type[Event]]:
    # Rasa walks all the subclasses of Event again for each event.
    return {kind.type_name: kind for kind in all_subclasses(Event) if kind.type_name}
