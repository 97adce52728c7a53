"""How the commands that read the database find it: where the assistant itself would."""

import os
from pathlib import Path

import sqlalchemy as sa

from bot.database import Database, StoreError
from bot.limits import store_url


def open_store() -> Database:
    """The database of ``STORE_URL``, else of ``endpoints.yml``; one that is not there is not made.

    Raises:
        StoreError: it is not there or cannot be opened.
    """
    url = os.environ.get("STORE_URL", store_url())
    try:
        address = sa.engine.make_url(url)
    except sa.exc.ArgumentError:
        # Told by the database itself, without the address.
        return Database(url)
    name = address.database
    if address.get_backend_name() == "sqlite" and not (name and Path(name).is_file()):
        raise StoreError(
            f"STORE_URL : il n'y a pas de base {name or ''} ici. Donnez celle du service ; "
            "exemple : STORE_URL=sqlite:////var/lib/mediation-assistant/conversations.db"
        )
    return Database(url)
