"""Who may talk to the assistant from the web, and how much: read from the environment."""

import hashlib
import hmac
import ipaddress
import os
from dataclasses import dataclass

from bot.documents import link_key
from bot.web_origin import web_origin

DEFAULT_MESSAGES_PER_MINUTE = 60
DEFAULT_DOCUMENTS_PER_MINUTE = 30
SHORTEST_FIGURES_KEY = 16
LAST_PORT = 65535
SHORTEST_DESK_KEY = 12


class WebSettingError(Exception):
    """An environment variable that cannot be used; the message, in French, gives an example."""


@dataclass(frozen=True)
class WebSettings:
    """What the web server lets in.

    Attributes:
        allowed_origins: the websites whose pages may talk to the assistant of ``TOWN``, besides its
            own and those of the town's file.
        messages_per_minute: from one client.
        documents_per_minute: files made for one client.
        trusted_proxies: how many proxies of ours add to ``X-Forwarded-For``; 0 ignores it.
        workers: how many processes answer.
        figures_key: the password of the page of the figures; None when there is no such page.
            Other towns have one made from it.
        desk_key: what opens the clerk's page; None when there is no such page. The same.
        twilio_token: what signs the calls that understand; None when there are none.
        fastagi: address and port where an Asterisk hands over calls; None when there is none.
    """

    allowed_origins: frozenset[str]
    messages_per_minute: int
    documents_per_minute: int
    trusted_proxies: int
    workers: int
    figures_key: str | None = None
    desk_key: str | None = None
    twilio_token: str | None = None
    fastagi: tuple[str, int] | None = None


def web_settings() -> WebSettings:
    """The settings of ``ALLOWED_ORIGINS``, ``MESSAGES_PER_MINUTE``, ``WORKERS`` and so on.

    Raises:
        WebSettingError: one of them cannot be read.
    """
    origins = os.environ.get("ALLOWED_ORIGINS", "").split(",")
    return WebSettings(
        allowed_origins=frozenset(_origin(text.strip()) for text in origins if text.strip()),
        messages_per_minute=_count("MESSAGES_PER_MINUTE", DEFAULT_MESSAGES_PER_MINUTE, 1),
        documents_per_minute=_count("DOCUMENTS_PER_MINUTE", DEFAULT_DOCUMENTS_PER_MINUTE, 1),
        trusted_proxies=_count("TRUSTED_PROXIES", 0, 0),
        workers=_count("WORKERS", 1, 1),
        figures_key=_figures_key(),
        desk_key=_desk_key(),
        twilio_token=os.environ.get("TWILIO_AUTH_TOKEN") or None,
        fastagi=_fastagi(),
    )


def key_of_town(key: str, page: str, town: str) -> str:
    """The key of a page for one town, which tells neither the given key nor that of another town.

    Nor does the given key, which the town of ``TOWN`` has, tell it: the server's secret is in it.

    Args:
        key: what the environment gives; it is that of the town of ``TOWN``.
        page: « accueil » or « figures ».
        town: what tells it from the others; empty for the one of ``TOWN``.
    """
    if not town:
        return key
    told = f"{page} {town} {key}".encode()
    return hmac.digest(link_key(), told, hashlib.sha256).hex()[:32]


def _figures_key() -> str | None:
    key = os.environ.get("FIGURES_KEY", "").strip()
    if key and len(key) < SHORTEST_FIGURES_KEY:
        raise WebSettingError(
            f"FIGURES_KEY : {len(key)} caractères, il en faut {SHORTEST_FIGURES_KEY} au moins. "
            "Exemple : FIGURES_KEY=$(openssl rand -hex 16)"
        )
    return key or None


def _origin(text: str) -> str:
    try:
        return web_origin(text)
    except ValueError as error:
        raise WebSettingError(f"ALLOWED_ORIGINS : {error}") from None


def _desk_key() -> str | None:
    key = os.environ.get("DESK_KEY")
    if key is None:
        return None
    if len(key) < SHORTEST_DESK_KEY:
        raise WebSettingError(
            f"DESK_KEY : {len(key)} caractères, il en faut {SHORTEST_DESK_KEY} au moins."
        )
    return key


def _fastagi() -> tuple[str, int] | None:
    text = os.environ.get("FASTAGI", "").strip()
    if not text:
        return None
    host, _, port = text.rpartition(":")
    try:
        address = ipaddress.IPv4Address(host)
        # FastAGI proves nothing of who connects.
        near = address.is_private and not address.is_unspecified
        if near and port.isascii() and port.isdigit() and 0 < int(port) <= LAST_PORT:
            return host, int(port)
    except ipaddress.AddressValueError:
        pass
    raise WebSettingError(
        f"FASTAGI : « {text} » n'est pas une adresse privée et un port. Rien n'y prouve qui "
        "appelle : donnez l'adresse de cette machine qu'Asterisk seul peut joindre. "
        "Exemple : FASTAGI=127.0.0.1:4573"
    )


def _count(name: str, default: int, least: int) -> int:
    text = os.environ.get(name, str(default))
    if not text.isascii() or not text.isdigit() or int(text) < least:
        raise WebSettingError(f"{name} : « {text} » n'est pas un nombre à partir de {least}.")
    return int(text)
