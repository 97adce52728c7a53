"""The turns of a call that understands, whoever carries it: what was heard in, what to say out.

A call is a conversation under a key made from it, never from the caller's number: two withheld
numbers share nothing. It is erased when the call ends, however it ends.
"""

from __future__ import annotations

import logging
from typing import Any

from bot.channels.message import message_key
from bot.channels.secrets import conversation_key
from bot.clock import now, today
from bot.error_log import log_error
from bot.knowledge import knowledge
from bot.limits import MAX_MESSAGE
from bot.phone.call import (
    FAILURES,
    NOT_TEXTED,
    PERSON_KEY,
    REPEAT_WORDS,
    TEXTED,
    Heard,
    Listens,
    Place,
    Turn,
    after_text,
    again,
    ask_to_text,
    opening,
    render,
    words_of,
)
from bot.phone.menu import menu_of
from bot.phone.menu_call import Step, to_person
from bot.rasa.assistant import Assistant
from bot.rasa.call_sms import CallSms
from bot.rasa.channel_answers import AssistantAnswers
from bot.rasa.responses import PHONE
from bot.wording import say

logger = logging.getLogger(__name__)


class CallTurns:
    """Takes the turns of calls.

    Args:
        assistant: who answers.
        sms: what sends documents to callers.
        speaks: whether the carrier hears speech; if not, all goes by keys.
    """

    def __init__(self, assistant: Assistant, sms: CallSms, speaks: bool) -> None:
        self._assistant, self._sms, self._speaks = assistant, sms, speaks

    def opening(self) -> Turn:
        """The first turn of a call."""
        return _turn(opening(self._speaks), 0, 0)

    async def after(
        self, call: str, caller: str, place: Place, digits: str, speech: str = ""
    ) -> Turn | Step:
        """What follows what was heard: another turn, or the last step, to a person.

        Args:
            call: its identifier with the carrier.
            caller: the number that calls, read for an SMS that is asked for and kept nowhere.
            place: where the call was.
            digits: the keys pressed, empty when none.
            speech: what was recognised, empty when nothing.
        """
        conversation = _conversation(call)
        said = words_of(place.listens, place.keys, digits, speech)
        if digits == PERSON_KEY and place.listens is not Listens.DAY:
            return await self._person(call, ())
        failures = place.failures + 1 if said is None else 0
        if failures >= FAILURES:
            return await self._person(call, again(Listens.KEYS))
        if TEXTED in place.keys:
            heard = await self._after_papers(conversation, caller, said)
        elif said is None and not place.turn:
            heard = opening(self._speaks)
        else:
            heard = await self._say(conversation, caller, said or REPEAT_WORDS, place.turn)
        if said is None:
            says = (*again(place.listens), *heard.says)
            heard = Heard(says, heard.listens, heard.keys, heard.person)
        if heard.person:
            return await self._person(call, heard.says[:-1])
        return _turn(heard, failures, place.turn + 1)

    async def end(self, call: str) -> None:
        """The call is over: nothing of it is kept."""
        await self._assistant.erase(_conversation(call))

    async def _say(self, conversation: str, caller: str, said: str, turn: int) -> Heard:
        """What the assistant answers; an apology rather than nothing."""
        key = message_key(str(turn), said)
        try:
            answers = AssistantAnswers(self._assistant)
            messages = await answers.say(conversation, PHONE, said[:MAX_MESSAGE], key)
            tracker = await self._assistant.tracker_store.retrieve(conversation)
        except Exception as error:
            log_error(logger, "appel sans réponse", error)
            return render([{"text": say("utter_apology")}], speaks=self._speaks)
        asked = tracker.get_slot("asked") if tracker else None
        if self._sms.reaches(caller):
            papers = ask_to_text(messages, asked)
            if papers is not None:
                return papers
        return render(messages, asked, self._speaks)

    async def _after_papers(self, conversation: str, caller: str, said: str | None) -> Heard:
        """What follows the question whether the links go by SMS."""
        try:
            messages = await self._last_said(conversation)
            if said == TEXTED:
                told = await self._sms.send(conversation, caller, messages)
                return after_text(messages, told, self._speaks)
            if said == NOT_TEXTED:
                return after_text(messages, None, self._speaks)
            asked = ask_to_text(messages, None)
        except Exception as error:
            log_error(logger, "appel sans réponse", error)
            asked = None
        return asked or render([{"text": say("utter_apology")}], speaks=self._speaks)

    async def _last_said(self, conversation: str) -> list[dict[str, Any]]:
        tracker = await self._assistant.tracker_store.retrieve(conversation)
        return tracker.said_last if tracker else []

    async def _person(self, call: str, says: tuple[str, ...]) -> Step:
        facts = knowledge()
        step = to_person(menu_of(facts, today()), facts.town_hall, now())
        await self.end(call)
        return Step((*says, *step.says), transfers=step.transfers)


def _turn(heard: Heard, failures: int, turn: int) -> Turn:
    return Turn(heard.says, Place(heard.listens, heard.keys, failures, turn))


def _conversation(call: str) -> str:
    return conversation_key(PHONE, call)
