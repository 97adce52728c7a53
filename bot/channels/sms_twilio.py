"""SMS by Twilio: https://www.twilio.com/docs/messaging."""

import os
from urllib.parse import parse_qsl

import aiohttp

from bot.channels.message import Delivery, Incoming
from bot.channels.proof import signed_by_twilio
from bot.channels.sending import Sender
from bot.channels.sms import Sms, received
from bot.public_address import absolute

API = "https://api.twilio.com/2010-04-01/Accounts"
SIGNATURE_HEADER = "x-twilio-signature"
SETTINGS_HEADER = "x-twilio-webhooks-signature-settings"


class Twilio(Sms):
    """A number of a Twilio account.

    Args:
        account: its identifier.
        token: its secret, which also signs what Twilio delivers.
        number: ours.
        api: where the API is.
    """

    variables = ("TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN", "TWILIO_NUMBER")
    api = (API, "TWILIO_API")

    def __init__(self, account: str, token: str, number: str, api: str = API) -> None:
        login = aiohttp.BasicAuth(account, token).encode()
        super().__init__(Sender(f"{api}/{account}/", {"Authorization": login}))
        self._number = number
        # Signs instead of the token where the account has a Webhook Rule.
        self._keys = {"HMAC_SHA1": token, "HMAC_SHA256": os.environ.get("TWILIO_SHARED_KEY", "")}

    def proves(self, delivery: Delivery) -> bool:
        """Whether Twilio signed our address and every field."""
        algorithm = _algorithm(delivery.headers.get(SETTINGS_HEADER, ""))
        key = self._keys.get(algorithm, "")
        given = delivery.headers.get(SIGNATURE_HEADER)
        address = absolute(delivery.path)
        return bool(key) and signed_by_twilio(address, _fields(delivery), algorithm, key, given)

    def read(self, delivery: Delivery) -> list[Incoming]:
        """The SMS of a delivery."""
        told = dict(_fields(delivery))
        # Twilio reads the words that stop in other languages too.
        text = "stop" if told.get("OptOutType") == "STOP" else told.get("Body", "")
        media = int(told.get("NumMedia") or 0) > 0
        return received(told["MessageSid"], told["From"], text, media)

    async def connect(self, address: str) -> str:
        """What to paste in Twilio's page."""
        return (
            "Dans la console de Twilio, votre numéro > Messaging > « A message comes in » :\n"
            f"  Webhook, HTTP POST : {address}"
        )

    async def send_text(self, number: str, text: str) -> None:
        """Send one SMS."""
        data = {"To": number, "From": self._number, "Body": text}
        await self.sender.post("Messages.json", data=data)


def _fields(delivery: Delivery) -> list[tuple[str, str]]:
    # Signed as they come: never trimmed.
    return parse_qsl(delivery.body.decode(errors="replace"), keep_blank_values=True)


def _algorithm(settings: str) -> str:
    """The one that a Webhook Rule names, else that of every account."""
    named = dict(part.strip().partition("=")[::2] for part in settings.split(","))
    return named.get("algorithm", "HMAC_SHA1").upper()
