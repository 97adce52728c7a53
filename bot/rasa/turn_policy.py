"""The Rasa policy that chooses the actions of a turn: a rule, and what goes with its answer."""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from itertools import islice
from typing import Any

from rasa.core.policies.policy import PolicyPrediction
from rasa.core.policies.rule_policy import RulePolicy
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, Event, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from bot.answers import answers
from bot.clock import today
from bot.french.private import holds_private_data
from bot.knowledge import Town, served
from bot.knowledge.checked import due
from bot.limits import TOWNS_HELD
from bot.rasa.routing import DANGER_ANSWERS, HEARD_SLOT, Taken, taken
from bot.rasa.turns import events_of_turn, messages, said_before
from bot.understanding.decision import guesses, perhaps_danger

SYMPATHY = "utter_condolences"
APOLOGY = "utter_apology"
WELCOME_BACK = "action_welcome_back"
# After that long without a word, who comes back is told where they were.
AWAY_SECONDS = 3600
# Questions answered beside what a message tells, or beside its first question.
MORE_ANSWERED = 2
# Before these, who comes back is not told where they were.
NOT_WELCOMED_BEFORE = {
    *DANGER_ANSWERS,
    "action_erase",
    "action_start_over",
    "action_say_goodbye",
}
# After these the pending question is not asked again: they asked it, ended the path, or nothing
# else matters now.
NOT_RESUMED_AFTER = {*NOT_WELCOMED_BEFORE, "action_guide", "action_repeat"}


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True
)
class TurnPolicy(RulePolicy):
    """Rasa's rules, looked up by what the message is taken for, then what a turn says besides.

    A rule that is more than one intent and its answers is left to Rasa.
    """

    def predict_action_probabilities(
        self,
        tracker: DialogueStateTracker,
        domain: Domain,
        rule_only_data: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> PolicyPrediction:
        """The next action of the turn; the first one comes with what was heard."""
        heard = taken(tracker)
        rule = _answer(heard["intent"] if heard else _intent(tracker), heard, tracker)
        if not rule:
            prediction: PolicyPrediction = super().predict_action_probabilities(
                tracker, domain, rule_only_data, **kwargs
            )
            return prediction
        done = _actions_of_turn(tracker)
        prediction = self._prediction(
            self._prediction_result(next_action(rule, done, heard, tracker), tracker, domain)
        )
        if not done and not (heard is None and tracker.get_slot(HEARD_SLOT) is None):
            prediction.events.append(SlotSet(HEARD_SLOT, heard))
        return prediction


def next_action(
    rule: list[str], done: list[str], heard: Taken | None, tracker: DialogueStateTracker
) -> str:
    """What comes next in a turn.

    Args:
        rule: the actions that answer what the message is taken for.
        done: the actions of the turn so far, in order.
        heard: what was heard in the message, None when a button was pressed.
        tracker: the conversation.
    """
    if not done and not NOT_WELCOMED_BEFORE & {*rule} and _has_been_away(tracker):
        return WELCOME_BACK
    done = [name for name in done if name != WELCOME_BACK]
    more = _more_answers(heard, tracker)
    answering = [*rule, *more]
    if len(done) < len(answering) and APOLOGY not in done:
        return answering[len(done)]
    if not _answered(tracker):
        return APOLOGY
    besides = [] if APOLOGY in done else _besides(rule, more, set(done), heard, tracker)
    return next(iter([*answering, *besides][len(done) :]), ACTION_LISTEN_NAME)


def _besides(
    rule: list[str],
    more: list[str],
    done: set[str],
    heard: Taken | None,
    tracker: DialogueStateTracker,
) -> list[str]:
    """What follows the answers of a turn: warnings, the pending question once more.

    What was said already of it stays where it was: the turn goes on by its place.
    """
    besides = []
    # Only our own store knows it (bot/rasa/tracker_store.py).
    if "utter_my_data" in (*rule, *more) and getattr(tracker, "keeps_unheard", False):
        besides.append("utter_unheard_kept")
    if _may_be_in_danger(tracker, heard):
        besides.append("utter_perhaps_danger")
    if holds_private_data(tracker.latest_message.text or ""):
        besides.append("utter_no_private_data")
    if _some_fact_is_due(served(), today()) and not done & DANGER_ANSWERS:
        besides.append("action_say_caution")
    is_over = done & NOT_WELCOMED_BEFORE
    if tracker.get_slot("asked") and not is_over and (more or not done & NOT_RESUMED_AFTER):
        besides.append("action_resume")
    return besides


def _more_answers(heard: Taken | None, tracker: DialogueStateTracker) -> list[str]:
    """What answers the questions that the rule of the message has not answered."""
    if not heard:
        return []
    asked = heard["questions"] if heard["for_path"] else heard["questions"][1:]
    return [
        action for intent in asked[:MORE_ANSWERED] for action in _answer(intent, heard, tracker)
    ]


def _answer(intent: str, heard: Taken | None, tracker: DialogueStateTracker) -> list[str]:
    """What answers a question: the exact point asked if any, then the answer to all who ask it.

    Empty when no rule answers the intent by itself; a word of sympathy stays first, once, and the
    path has its own. What the turn before answered to all is not said again.
    """
    parsed = tracker.latest_message.parse_data if tracker.latest_message else {}
    point = parsed.get("points", {}).get(intent)
    answer = answers().get(intent, [])
    said_by_path = heard and heard["kind_word"]
    if SYMPATHY in answer and (said_by_path or SYMPATHY in said_before(tracker)):
        answer = [action for action in answer if action != SYMPATHY]
    if not point or not answer:
        return answer
    if answer[-1] in said_before(tracker):
        return [point]
    return [*answer[:-1], point, *answer[-1:]]


def _may_be_in_danger(tracker: DialogueStateTracker, heard: Taken | None) -> bool:
    """Whether a danger is possible in a message that tells nothing of a case."""
    ranking = tracker.latest_message.parse_data.get("intent_ranking", ())
    return perhaps_danger(guesses(ranking)) and not (heard and heard["facts"])


@lru_cache(maxsize=TOWNS_HELD)
def _some_fact_is_due(town: Town, day: date) -> bool:
    """Whether a fact of a town was last checked more than a year before a day."""
    return bool(due(town.facts, day))


def _has_been_away(tracker: DialogueStateTracker) -> bool:
    """Whether the resident comes back after a while."""
    last_two = list(islice(messages(tracker), 2))
    if len(last_two) < 2:
        return False
    away: float = last_two[0].timestamp - last_two[1].timestamp
    return away > AWAY_SECONDS


def _intent(tracker: DialogueStateTracker) -> str:
    return (tracker.latest_message and tracker.latest_message.intent.get("name")) or ""


def _actions_of_turn(tracker: DialogueStateTracker) -> list[str]:
    return list(_actions(reversed(events_of_turn(tracker))))


def _actions(events: Iterable[Event]) -> Iterator[str]:
    return (event.action_name for event in events if isinstance(event, ActionExecuted))


def _answered(tracker: DialogueStateTracker) -> bool:
    """Whether anything was said that is an answer."""
    if ACTION_SESSION_START_NAME not in _actions(tracker.events):
        # « rasa test » predicts actions and runs none; a conversation has a beginning.
        return True
    said = (event for event in events_of_turn(tracker) if isinstance(event, BotUttered))
    return any(event.metadata.get("utter_action") != "utter_welcome_back" for event in said)
