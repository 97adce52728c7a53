"""Which messaging apps are on: by their variables, and by the town's word in its file."""

import os
from collections.abc import Mapping
from itertools import combinations
from urllib.parse import urlsplit

from bot.channels.channel import Channel
from bot.channels.messenger import Messenger
from bot.channels.sms_octopush import Octopush
from bot.channels.sms_twilio import Twilio
from bot.channels.telegram import Telegram
from bot.channels.whatsapp import WhatsApp
from bot.documents.links import SHORTEST_KEY
from bot.knowledge import knowledge
from bot.web_settings import WebSettingError

ADAPTERS: tuple[type[Channel], ...] = (Telegram, WhatsApp, Messenger, Twilio, Octopush)
WEBHOOKS = "/webhooks/"

# Given alone, it is for calls: see bot/web_settings.py.
_OF_CALLS_TOO = {"TWILIO_AUTH_TOKEN"}


class ChannelSettingError(WebSettingError):
    """A messaging app that cannot be switched on; the message, in French, says what is missing."""


def channels_on(given: Mapping[str, str] = os.environ) -> dict[str, Channel]:
    """The messaging apps of the town being served, by name.

    Args:
        given: their variables.

    Raises:
        ChannelSettingError: a variable is missing, or the town has not accepted the app.
    """
    adapters = [adapter for adapter in ADAPTERS if _is_on(adapter, given)]
    for one, other in combinations(adapters, 2):
        if one.name == other.name:
            raise ChannelSettingError(
                f"{one.name} : {one.variables[0]} et {other.variables[0]} sont données. "
                "Gardez les variables d'un seul opérateur."
            )
    return {adapter.name: _switched_on(adapter, given) for adapter in adapters}


def _is_on(adapter: type[Channel], given: Mapping[str, str]) -> bool:
    return any(given.get(name) for name in adapter.variables if name not in _OF_CALLS_TOO)


def _switched_on(adapter: type[Channel], given: Mapping[str, str]) -> Channel:
    name = adapter.name
    missing = [each for each in adapter.variables if not given.get(each)]
    if missing:
        raise ChannelSettingError(
            f"{name} : il manque {', '.join(missing)}. Le guide est docs/messageries.md."
        )
    if not os.environ.get("LINK_KEY"):
        raise ChannelSettingError(
            f"{name} : il manque LINK_KEY, {SHORTEST_KEY} caractères au moins. Elle protège les "
            "conversations, et les liens des messages durent plus longtemps que le programme."
        )
    address = urlsplit(os.environ.get("PUBLIC_URL", ""))
    if address.scheme != "https" and address.hostname != "localhost":
        raise ChannelSettingError(
            f"{name} : PUBLIC_URL doit être l'adresse publique en https://, où l'application "
            "envoie les messages. Exemple : https://assistant.ville.fr"
        )
    if name not in knowledge().town_hall.channels:
        raise ChannelSettingError(
            f"{name} : la commune ne l'a pas accepté. Les messages passent par une société privée. "
            "Demandez l'avis de votre délégué à la protection des données, puis ajoutez au fichier "
            f"de la commune, sous « channels: », « {name}: {{accepted_by: …, accepted_on: …}} ». "
            "Le guide est docs/messageries.md."
        )
    return adapter.from_variables(given)
