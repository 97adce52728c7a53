"""``/telephone``: the town's phone menu for a carrier that asks by the web what to do in a call.

A call is told by the address that it is sent back to: nothing of it, nor of its number, is read or
kept.
"""

from datetime import date
from functools import lru_cache

from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, text

from bot.clock import now
from bot.knowledge import Town, knowledge, served
from bot.phone.asterisk import SOUNDS, STATUS_PATH
from bot.phone.menu import Menu, menu_of
from bot.phone.menu_call import CHOICES, Step, after_key, nobody_answers, opening
from bot.phone.pieces import status_in_pieces
from bot.phone.twiml import PATH, twiml
from bot.townhall import status_at

_ANSWERED = "completed"
_XML = "text/xml; charset=utf-8"
_FRESH = {"Cache-Control": "no-store"}
_BOTH = ("GET", "POST")
# Of several towns.
MENUS_HELD = 32


def add_phone(app: Sanic) -> None:
    """Serve the menu in TwiML, and the state of the town hall for menus that play sounds."""
    app.add_route(_opening, PATH, _BOTH)
    app.add_route(_key, f"{PATH}/touche", _BOTH)
    app.add_route(_nobody, f"{PATH}/absent", _BOTH)
    app.add_route(_status, STATUS_PATH)


async def _opening(_request: Request) -> HTTPResponse:
    return _answer(opening(_menu(served(), now().date())))


async def _key(request: Request) -> HTTPResponse:
    moment, town_hall = now(), knowledge().town_hall
    turn = request.args.get("turn", "1")
    step = after_key(
        _menu(served(), moment.date()),
        town_hall,
        moment,
        request.args.get("place", CHOICES),
        int(turn) if turn.isascii() and turn.isdigit() else 1,
        (request.form or {}).get("Digits", ""),
    )
    return _answer(step)


async def _nobody(request: Request) -> HTTPResponse:
    moment = now()
    if (request.form or {}).get("DialCallStatus") == _ANSWERED:
        return _answer(Step(()))
    return _answer(nobody_answers(_menu(served(), moment.date()), knowledge().town_hall, moment))


async def _status(_request: Request) -> HTTPResponse:
    """The sounds to play, as Asterisk names several: joined by « & »."""
    moment = now()
    names = status_in_pieces(status_at(knowledge().town_hall, moment), moment)
    return text("&".join(f"{SOUNDS}/{name}" for name in names), headers=_FRESH)


def _answer(step: Step) -> HTTPResponse:
    document = twiml(step, knowledge().town_hall)
    return text(document, headers=_FRESH, content_type=_XML)


@lru_cache(maxsize=MENUS_HELD)
def _menu(town: Town, today: date) -> Menu:
    # The same for a whole day, and a few milliseconds to make.
    return menu_of(town.facts, today)
