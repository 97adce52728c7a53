"""The link to a case's documents by SMS, to the number that calls, when its caller asks by a key.

The number is used for that and forgotten: it is in no conversation, no log and no link.
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Mapping, Sequence
from typing import Any

from bot.channels.channel import Channel
from bot.channels.message import Limits, NotSentError, Outgoing
from bot.channels.rendering import messages_of, read_turn
from bot.channels.short_links import ShortLinks
from bot.channels.sms import NAME as SMS
from bot.channels.sms import Sms, sms_wording
from bot.documents import DocumentKind
from bot.documents.links import VALID_HOURS
from bot.error_log import log_error
from bot.french.say import typeset
from bot.knowledge import knowledge
from bot.phone.menu import call_words
from bot.phone.twiml import international

logger = logging.getLogger(__name__)

# A caller who waits hears nothing meanwhile; carriers give up after 15 seconds.
SEND_SECONDS = 8.0
# Mobile numbers of France, overseas too; an SMS to a landline is paid and not read.
_MOBILE = re.compile(r"\+33(?:6\d|7[3-9])\d{7}|\+(?:262|590|594|596)[67]\d{8}")
_KINDS = {kind.file_name: kind for kind in DocumentKind}


class CallSms:
    """Sends documents to callers.

    Args:
        channels: the messaging apps of the town served, by name.
        links: the short addresses.
    """

    def __init__(self, channels: Mapping[str, Channel], links: ShortLinks) -> None:
        self._channels, self._links = channels, links

    @property
    def _sms(self) -> Sms | None:
        sms = self._channels.get(SMS)
        return sms if isinstance(sms, Sms) else None

    def reaches(self, caller: str) -> bool:
        """Whether the town sends SMS, and a caller's number takes them: French, mobile, shown."""
        return self._sms is not None and _mobile(caller) is not None

    async def send(
        self, conversation: str, caller: str, messages: Sequence[Mapping[str, Any]]
    ) -> str:
        """Send the link of a turn's documents; the words that say what became of it.

        Args:
            conversation: that of the call.
            caller: the number that calls.
            messages: those of the turn.
        """
        words = call_words()
        number, sms = _mobile(caller), self._sms
        if number is None or sms is None:
            return words["not_texted"]
        try:
            for message in await self._texts(conversation, messages, sms.limits):
                await asyncio.wait_for(sms.send(number, message), SEND_SECONDS)
                sms.counts["sent"] += 1
        except asyncio.TimeoutError:
            # Perhaps taken all the same.
            sms.counts["unsure"] += 1
            logger.error("sms : message d'un appel sans confirmation")
        except NotSentError as error:
            sms.counts["failed"] += 1
            logger.error("sms : message d'un appel non envoyé (%s)", error)
        except Exception as error:
            sms.counts["failed"] += 1
            log_error(logger, "sms d'un appel", error)
        else:
            return words["texted"].format(hours=VALID_HOURS)
        return words["not_texted"]

    async def _texts(
        self, conversation: str, messages: Sequence[Mapping[str, Any]], limits: Limits
    ) -> list[Outgoing]:
        """What is sent: who writes, then the documents by one short link."""
        head = call_words()["text_head"].format(town=knowledge().town_hall.name, hours=VALID_HOURS)
        said: list[dict[str, Any]] = [{"text": typeset(head)}]
        for message in messages:
            custom = message.get("custom") or {}
            if custom.get("type") == "file":
                wording = sms_wording().said[f"utter_file_{_KINDS[custom['name']].value}"]
                said.append({"text": wording.format(url=custom["url"]), "custom": custom})
        turn = read_turn(said, limits)
        links = await self._links.shorten(conversation, turn.documents, together=True)
        return messages_of(turn, limits, links)


def _mobile(caller: str) -> str | None:
    """A caller's number as operators take it; None when it is withheld or takes no SMS."""
    number = re.sub(r"[\s.()-]", "", caller)
    if number.startswith("00"):
        number = f"+{number[2:]}"
    elif re.fullmatch(r"0[67]\d{8}", number):
        number = international(number)
    return number if _MOBILE.fullmatch(number) else None
