"""What is derived from the server's secret, for each town: keys of conversations, tokens, seals.

The secret is ``LINK_KEY``. Each use has a key of its own, so that none tells about another.
"""

import hashlib
import hmac
from base64 import urlsafe_b64encode
from functools import lru_cache

from cryptography.fernet import Fernet

from bot.documents import link_key
from bot.knowledge import served

# Conversations that no web page can name: see bot/rasa/rest_channel.py.
PREFIX = "channel:"
# Before the town of a conversation, which no digest holds.
TOWN = "@"
_KEY_LENGTH = 32


def conversation_key(channel: str, person: str) -> str:
    """The name of a person's conversation, which nobody can guess from who they are."""
    town = f"{TOWN}{served().key}" if served().key else ""
    return f"{PREFIX}{channel}:{_digest('conversation', channel, person)}{town}"


def channel_of(conversation: str) -> str:
    """The channel of a conversation."""
    return conversation.removeprefix(PREFIX).partition(":")[0]


def town_of(conversation: str) -> str:
    """The key of the town of a conversation, empty for the one of ``TOWN``."""
    return conversation.partition(TOWN)[2]


def is_reserved(sender: str) -> bool:
    """Whether a conversation belongs to a messaging app, which no other door may open."""
    return sender.startswith(PREFIX)


def delivery_key(channel: str, delivery: str) -> str:
    """What tells a delivery from any other, without saying which it is."""
    return _digest("delivery", channel, delivery)


def webhook_token(channel: str) -> str:
    """The token that an app repeats to us; letters and digits."""
    return _digest("webhook", channel)


def seal(text: str) -> str:
    """A text that only this town's processes can read."""
    return _seal(link_key()).encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """The text of :func:`seal`.

    Raises:
        cryptography.fernet.InvalidToken: ``LINK_KEY`` was changed since.
    """
    return _seal(link_key()).decrypt(sealed.encode()).decode()


@lru_cache(maxsize=1)
def _seal(key: bytes) -> Fernet:
    return Fernet(urlsafe_b64encode(hmac.digest(key, b"seal", hashlib.sha256)))


def _digest(*parts: str) -> str:
    # The length of each part, so that no two lists of parts are written alike.
    # Another town's is another, and that of the town of TOWN is as it always was.
    of_town = (served().key, *parts) if served().key else parts
    written = [part.encode(errors="surrogatepass") for part in of_town]
    told = b"".join(b"%d:%s" % (len(part), part) for part in written)
    return hmac.digest(link_key(), told, hashlib.sha256).hex()[:_KEY_LENGTH]
