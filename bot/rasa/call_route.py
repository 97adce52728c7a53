"""``/telephone/parole``: calls that understand, signed by the carrier, known by their identifier.

A call is a conversation under a key made from it, never from the caller's number: two withheld
numbers share nothing. It is erased when the call ends, however it ends.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from http import HTTPStatus

from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, text

from bot.channels.message import message_key
from bot.channels.proof import signed_by_twilio
from bot.channels.secrets import conversation_key
from bot.clock import now, today
from bot.error_log import log_error
from bot.knowledge import knowledge
from bot.limits import MAX_MESSAGE
from bot.phone.call import (
    FAILURES,
    PERSON_KEY,
    REPEAT_WORDS,
    Heard,
    Listens,
    again,
    opening,
    render,
    words_of,
)
from bot.phone.menu import menu_of
from bot.phone.menu_call import Step, to_person
from bot.phone.twiml import CALL_PATH, PATH, call_twiml, twiml
from bot.public_address import absolute
from bot.rasa.channel_answers import AssistantAnswers
from bot.rasa.responses import PHONE
from bot.wording import say

logger = logging.getLogger(__name__)

_XML = "text/xml; charset=utf-8"
_FRESH = {"Cache-Control": "no-store"}


class _Calls:
    """Takes the turns of calls.

    Args:
        token: the secret of the account with the carrier.
    """

    def __init__(self, token: str) -> None:
        self._token = token

    async def turn(self, request: Request) -> HTTPResponse:
        """What to say and to wait for, after what was heard."""
        form = self._form(request)
        if form is None:
            return text("Cette demande n'est pas signée.", HTTPStatus.FORBIDDEN)
        listens = _listens(request.args.get("l"))
        if listens is None:
            return _answer(call_twiml(opening(), failures=0, turn=0))
        failures, turn = _count(request.args.get("f")), _count(request.args.get("n"))
        digits = form.get("Digits", "")
        keys = request.args.getlist("k", [])
        said = words_of(listens, keys, digits, form.get("SpeechResult", ""))
        if digits == PERSON_KEY and listens is not Listens.DAY:
            return await self._person(request, form, ())
        if said is None:
            if failures + 1 >= FAILURES:
                return await self._person(request, form, again(Listens.KEYS))
            heard = await self._once_more(request, form, listens, turn)
            return _answer(call_twiml(heard, failures + 1, turn + 1))
        heard = await self._say(request, form, said, turn)
        if heard.person:
            return await self._person(request, form, heard.says[:-1])
        return _answer(call_twiml(heard, 0, turn + 1))

    async def end(self, request: Request) -> HTTPResponse:
        """The call is over: nothing of it is kept."""
        form = self._form(request)
        if form is None:
            return text("Cette demande n'est pas signée.", HTTPStatus.FORBIDDEN)
        await self._erase(request, form)
        return text("", HTTPStatus.NO_CONTENT)

    def _form(self, request: Request) -> Mapping[str, str] | None:
        """The fields of a request that the carrier signed, and that names its call."""
        fields = {name: values[0] for name, values in (request.form or {}).items()}
        query = f"?{request.query_string}" if request.query_string else ""
        signature = request.headers.get("x-twilio-signature", "")
        signed = signed_by_twilio(
            f"{absolute(request.path)}{query}",
            list(fields.items()),
            "HMAC_SHA1",
            self._token,
            signature,
        )
        return fields if signed and fields.get("CallSid") else None

    async def _once_more(
        self, request: Request, form: Mapping[str, str], listens: Listens, turn: int
    ) -> Heard:
        """The same question again, after what was not understood."""
        asked = await self._say(request, form, REPEAT_WORDS, turn) if turn else opening()
        return Heard((*again(listens), *asked.says), asked.listens, asked.keys)

    async def _say(self, request: Request, form: Mapping[str, str], said: str, turn: int) -> Heard:
        """What the assistant answers; an apology rather than nothing."""
        agent, call = request.app.ctx.agent, _conversation(form)
        key = message_key(str(turn), said)
        try:
            messages = await AssistantAnswers(agent).say(call, PHONE, said[:MAX_MESSAGE], key)
            tracker = await agent.tracker_store.retrieve(call)
        except Exception as error:
            log_error(logger, "appel sans réponse", error)
            return render([{"text": say("utter_apology")}])
        return render(messages, tracker.get_slot("asked") if tracker else None)

    async def _person(
        self, request: Request, form: Mapping[str, str], says: tuple[str, ...]
    ) -> HTTPResponse:
        facts = knowledge()
        step = to_person(menu_of(facts, today()), facts.town_hall, now())
        await self._erase(request, form)
        told = Step((*says, *step.says), transfers=step.transfers)
        return _answer(twiml(told, facts.town_hall))

    async def _erase(self, request: Request, form: Mapping[str, str]) -> None:
        await request.app.ctx.agent.erase(_conversation(form))


def add_calls(app: Sanic, token: str) -> None:
    """Take calls that understand, signed with an account's token."""
    calls = _Calls(token)
    app.add_route(calls.turn, CALL_PATH, ["POST"], name="call_turn")
    app.add_route(calls.end, f"{PATH}/fin", ["POST"], name="call_end")


def _conversation(form: Mapping[str, str]) -> str:
    return conversation_key(PHONE, form["CallSid"])


def _listens(told: str | None) -> Listens | None:
    return Listens(told) if told in {each.value for each in Listens} else None


def _count(told: str | None) -> int:
    return int(told) if told and told.isascii() and told.isdigit() else 0


def _answer(document: str) -> HTTPResponse:
    return text(document, headers=_FRESH, content_type=_XML)
