"""What WhatsApp and Messenger share: Meta's proof, its greeting, its batches of events."""

import logging
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from bot.channels.channel import Channel
from bot.channels.message import UNREADABLE, Delivery, Incoming
from bot.channels.proof import same_token, signed_sha256
from bot.channels.secrets import webhook_token
from bot.channels.sending import Sender

logger = logging.getLogger(__name__)

GRAPH = "https://graph.facebook.com/v26.0"
SIGNATURE_HEADER = "x-hub-signature-256"


class MetaChannel(Channel):
    """An app of Meta.

    Args:
        token: opens the Graph API.
        secret: the application's, which signs deliveries.
        base: where the Graph API is, down to the number or the page.
    """

    api = (GRAPH, "GRAPH_API")

    def __init__(self, token: str, secret: str, base: str) -> None:
        super().__init__(Sender(base, {"Authorization": f"Bearer {token}"}))
        self._secret = secret
        self._verify = webhook_token(self.name)

    def proves(self, delivery: Delivery) -> bool:
        """Whether the secret signed the raw body; the older SHA-1 header is not looked at."""
        return signed_sha256(delivery.body, delivery.headers.get(SIGNATURE_HEADER), self._secret)

    def greeting(self, query: Mapping[str, str]) -> str | None:
        """The challenge, when the token is the one that was given to Meta."""
        ours = same_token(query.get("hub.verify_token"), self._verify)
        return query.get("hub.challenge", "") if ours else None

    def to_paste(self, menu: str, address: str, fields: str) -> str:
        """What is to be pasted in the application's page: Meta takes it from nowhere else."""
        return (
            f"Dans Meta for Developers, {menu} :\n"
            f"  URL de rappel : {address}\n"
            f"  Jeton de vérification : {self._verify}\n"
            f"Puis abonnez-vous à : {fields}."
        )


def read_each(
    events: Iterable[Any],
    read: Callable[[Any], Iterable[Incoming]],
    counts: Counter[str],
) -> Iterator[Incoming]:
    """What people sent in the events that can be read; one that cannot does not hide the others."""
    for event in events:
        try:
            yield from list(read(event))
        except UNREADABLE as error:
            counts["unreadable"] += 1
            logger.error("événement illisible (%s)", type(error).__name__)
