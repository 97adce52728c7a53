"""``/telephone/parole``: calls that understand in TwiML, signed by the carrier."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from urllib.parse import parse_qsl

from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, text

from bot.channels.proof import signed_by_twilio
from bot.knowledge import knowledge
from bot.phone.call import Listens, Place, Turn
from bot.phone.twiml import CALL_PATH, PATH, call_twiml, twiml
from bot.public_address import absolute
from bot.rasa.call_sms import CallSms
from bot.rasa.call_turns import CallTurns

_XML = "text/xml; charset=utf-8"
_FRESH = {"Cache-Control": "no-store"}


class _Calls:
    """The turns of calls, as a carrier asks for them.

    Args:
        token: the secret of the account with the carrier.
        turns: what is said.
    """

    def __init__(self, token: str, turns: CallTurns) -> None:
        self._token, self._turns = token, turns

    async def turn(self, request: Request) -> HTTPResponse:
        """What to say and to wait for, after what was heard."""
        form = self._form(request)
        if form is None:
            return text("Cette demande n'est pas signée.", HTTPStatus.FORBIDDEN)
        place = _place(request)
        if place is None:
            return _answer(call_twiml(self._turns.opening()))
        told = await self._turns.after(
            form["CallSid"],
            form.get("From", ""),
            place,
            form.get("Digits", ""),
            form.get("SpeechResult", ""),
        )
        if isinstance(told, Turn):
            return _answer(call_twiml(told))
        return _answer(twiml(told, knowledge().town_hall))

    async def end(self, request: Request) -> HTTPResponse:
        """The call is over: nothing of it is kept."""
        form = self._form(request)
        if form is None:
            return text("Cette demande n'est pas signée.", HTTPStatus.FORBIDDEN)
        await self._turns.end(form["CallSid"])
        return text("", HTTPStatus.NO_CONTENT)

    def _form(self, request: Request) -> Mapping[str, str] | None:
        """The fields of a request that the carrier signed, and that names its call."""
        # Sanic's form leaves out empty fields, which are signed as well.
        fields = dict(parse_qsl(request.body.decode(errors="replace"), keep_blank_values=True))
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


def add_calls(app: Sanic, token: str, sms: CallSms) -> None:
    """Take calls that understand, signed with an account's token."""
    calls = _Calls(token, CallTurns(app.ctx.agent, sms, speaks=True))
    app.add_route(calls.turn, CALL_PATH, ["POST"], name="call_turn")
    app.add_route(calls.end, f"{PATH}/fin", ["POST"], name="call_end")


def _place(request: Request) -> Place | None:
    """Where the call is, None when it begins."""
    told = request.args.get("l")
    if told not in {each.value for each in Listens}:
        return None
    failures, turn = _count(request.args.get("f")), _count(request.args.get("n"))
    return Place(Listens(told), tuple(request.args.getlist("k", [])), failures, turn)


def _count(told: str | None) -> int:
    return int(told) if told and told.isascii() and told.isdigit() else 0


def _answer(document: str) -> HTTPResponse:
    return text(document, headers=_FRESH, content_type=_XML)
