"""Whether an operator is a member of the mediator's association."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.town_hall import Events
from bot.french.say import say_list
from bot.knowledge import knowledge, operator_key
from bot.operators import find_operator


class SayOperator(Action):
    """Member, to be checked, or the known members when no operator is named."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_say_operator"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> Events:
        """Say what is known, never a guess."""
        mention = find_operator(tracker.latest_message.get("text") or "")
        if mention is None:
            members = knowledge().members
            dispatcher.utter_message(
                response="utter_operator_which",
                members=say_list([operator.name for operator in members]),
                facts=[operator_key(operator) for operator in members],
            )
        elif mention.operator.member:
            dispatcher.utter_message(
                response="utter_operator_member",
                operator=mention.name,
                facts=[operator_key(mention.operator)],
            )
        else:
            dispatcher.utter_message(response="utter_operator_unknown", operator=mention.name)
        return []
