"""The response generator: Rasa chooses the variant, the knowledge fills it."""

from collections.abc import Mapping
from typing import Any

from rasa.core.nlg.response import TemplatedNaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from bot.channels.sms import NAME as SMS
from bot.channels.sms import by_sms, given_by_sms
from bot.knowledge import knowledge
from bot.phone.wording import phone_text
from bot.wording import check_placeholders, fact_values, facts_behind, fill

# The channel of calls, whose wordings need no screen.
PHONE = "phone"


class ResponseGenerator(TemplatedNaturalLanguageGenerator):
    """Says the responses of the domain with the facts of the knowledge.

    Named in ``endpoints.yml`` under ``nlg: type:``.
    """

    def __init__(self, endpoint_config: EndpointConfig, domain: Domain) -> None:
        super().__init__(domain.responses)

    @property
    def responses(self) -> dict[str, list[dict[str, Any]]]:
        """The responses of the domain; setting them checks every placeholder."""
        return self._responses

    @responses.setter
    def responses(self, responses: dict[str, list[dict[str, Any]]]) -> None:
        check_placeholders(responses, knowledge())
        self._responses = responses

    async def generate(
        self,
        utter_action: str,
        tracker: DialogueStateTracker,
        output_channel: str,
        **kwargs: Any,
    ) -> dict[str, Any] | None:
        """Choose, fill and typeset a response; keeps the keys of the facts behind it.

        Raises:
            WordingError: an action did not give what the response needs.
        """
        chosen = self._chosen(utter_action, output_channel, tracker)
        if chosen is None:
            return None
        response = {**chosen}
        facts = fact_values(knowledge())
        if output_channel == SMS:
            response, kwargs = by_sms(utter_action, response), given_by_sms(kwargs, facts)
        if output_channel == PHONE:
            response["text"] = phone_text(utter_action)
        response["text"] = fill(response["text"], facts, kwargs)
        if "buttons" in response:
            response["buttons"] = [_filled(each, facts, kwargs) for each in response["buttons"]]
        response.pop("metadata", None)
        response["facts"] = [*facts_behind(chosen), *kwargs.get("facts", [])]
        return response

    def _chosen(
        self, utter_action: str, output_channel: str, tracker: DialogueStateTracker
    ) -> dict[str, Any] | None:
        """The variant to say, not to be changed; Rasa chooses where there are several."""
        variants = self.responses.get(utter_action, [])
        if len(variants) == 1 and not {"condition", "channel"} & variants[0].keys():
            return variants[0]
        chosen: dict[str, Any] | None = self._random_response_for(
            utter_action, output_channel, tracker.current_slot_values()
        )
        return chosen


def _filled(
    button: dict[str, str], facts: Mapping[str, Any], given: Mapping[str, Any]
) -> dict[str, str]:
    filled = {part: fill(button[part], facts, given) for part in ("title", "payload")}
    return {**button, **filled}
