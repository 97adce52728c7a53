"""What pymsgr says of the messages we send: it makes each again, and checks Meta's limits."""

import json
import sys
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel, ValidationError
from pymsgr.types.payloads import SendRequest


def unknown(made: Any) -> Iterator[str]:
    """The fields that it would let pass without knowing them."""
    if isinstance(made, list):
        for each in made:
            yield from unknown(each)
    if isinstance(made, BaseModel):
        yield from made.model_extra or ()
        for name in type(made).model_fields:
            yield from unknown(getattr(made, name))


def wrong(sent: dict[str, Any]) -> str:
    try:
        made = SendRequest.model_validate(sent)
    except ValidationError as error:
        return str(error)
    again = made.model_dump(mode="json", exclude_none=True)
    return ", ".join(unknown(made)) or ("" if again == sent else json.dumps(again))


json.dump([wrong(each) for each in json.load(sys.stdin)], sys.stdout)
