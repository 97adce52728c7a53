"""SMS by Octopush.

Read on 29 November 2026 in https://dev.octopush.com/en/sms-gateway-api-documentation/, pages
``send-sms``, ``two-ways-sms``, ``callbacks``, ``inbounds`` and ``opt-out-management``; its PHP
library (octopush/Octopush-SMS-API-PHP) sends the same. Their servers were never reached from here.
"""

import json
import os

from bot.channels.message import Delivery, Incoming, of_type
from bot.channels.proof import same_token
from bot.channels.secrets import webhook_token
from bot.channels.sending import Sender
from bot.channels.sms import NAME, Sms, received

API = "https://api.octopush.com/v1/public"
KEY = "key"


class Octopush(Sms):
    """A number of an Octopush account. Its deliveries are not signed: their address is secret.

    Args:
        login: the account's.
        secret: its API key.
        api: where the API is.
    """

    variables = ("OCTOPUSH_LOGIN", "OCTOPUSH_KEY")
    api = (API, "OCTOPUSH_API")

    def __init__(self, login: str, secret: str, api: str = API) -> None:
        super().__init__(Sender(f"{api}/", {"api-login": login, "api-key": secret}))
        self._key = webhook_token(NAME)
        # Those that Octopush delivers from, when it names them.
        given = os.environ.get("OCTOPUSH_ADDRESSES", "").split(",")
        self._addresses = {each.strip() for each in given if each.strip()}

    def proves(self, delivery: Delivery) -> bool:
        """Whether it came to the secret address, from one of theirs."""
        known = not self._addresses or delivery.client in self._addresses
        return same_token(delivery.query.get(KEY), self._key) and known

    def read(self, delivery: Delivery) -> list[Incoming]:
        """The SMS of a delivery, an opt-out too: it has the same words."""
        told = of_type(json.loads(delivery.body), dict)
        number, text = of_type(told["number"], str), str(told.get("text") or "")
        # « message_id » is that of the SMS it answers, when there is one: of several, the same.
        return received(json.dumps(told, sort_keys=True), number, text)

    async def connect(self, address: str) -> str:
        """What to paste in Octopush's page."""
        return (
            "Dans l'espace client d'Octopush, menu Callbacks, pour les réponses (SMS entrants) et "
            "pour les STOP :\n"
            f"  {address}?{KEY}={self._key}\n"
            "Cette adresse est un secret : quiconque la connaît peut faire envoyer des SMS."
        )

    async def send_text(self, number: str, text: str) -> None:
        """Send one SMS, which can be answered: in France, it comes from a short number."""
        body = {
            "recipients": [{"phone_number": number}],
            "text": text,
            "type": "sms_premium",
            "purpose": "alert",
            "with_replies": True,
        }
        await self.sender.post("sms-campaign/send", json=body)
