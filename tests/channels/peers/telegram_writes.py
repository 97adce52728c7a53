"""Updates as aiogram's models write them: what is no update is refused."""

import json
import sys

from aiogram.types import Update

written = [
    Update.model_validate(each).model_dump_json(exclude_none=True, by_alias=True)
    for each in json.load(sys.stdin)
]
json.dump([json.loads(each) for each in written], sys.stdout)
