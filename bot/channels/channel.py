"""What every messaging app gives; ``docs/messageries.md`` says how to write another."""

import os
from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import ClassVar

from bot.channels.message import Delivery, Incoming, Limits, Outgoing
from bot.channels.sending import Sender


class Channel(ABC):
    """One messaging app.

    Attributes:
        name: in addresses, in the town's file and in the tracker.
        variables: all needed to switch it on; ``__init__`` takes their values.
        api: where the app's API is, and the variable that says otherwise.
        limits: of its messages.
        sender: the connections to the app.
        counts: what became of what was received and sent, by name.
    """

    name: ClassVar[str]
    variables: ClassVar[tuple[str, ...]]
    api: ClassVar[tuple[str, str]]
    limits: ClassVar[Limits]

    def __init__(self, sender: Sender) -> None:
        self.sender = sender
        self.counts = sender.counts

    @classmethod
    def from_variables(cls, given: Mapping[str, str]) -> "Channel":
        """The app of some variables; where its API is, the environment says."""
        usual, variable = cls.api
        values = [given[name] for name in cls.variables]
        return cls(*values, os.environ.get(variable, usual))  # type: ignore[arg-type,call-arg]

    @abstractmethod
    def proves(self, delivery: Delivery) -> bool:
        """Whether a delivery comes from the app."""

    @abstractmethod
    def read(self, delivery: Delivery) -> list[Incoming]:
        """What people sent; raises one of ``UNREADABLE`` when it has no shape we know."""

    @abstractmethod
    async def send(self, address: str, message: Outgoing) -> None:
        """Send one message.

        Raises:
            NotSentError: the app did not take it.
        """

    @abstractmethod
    async def connect(self, address: str) -> str:
        """Tell the app to deliver to an address of ours; what is left to do there, in French.

        Raises:
            NotSentError: it refuses.
        """

    def greeting(self, _query: Mapping[str, str]) -> str | None:
        """What to answer when the app asks whether the address is ours; None to refuse."""
        return None

    async def start(self) -> None:  # noqa: B027
        """Learn from the app what is needed later.

        Raises:
            NotSentError: it does not answer.
        """

    async def take_tap(self, message: Incoming) -> None:  # noqa: B027
        """Tell the app that a button was seen, if it waits for that.

        Raises:
            NotSentError: it does not answer.
        """

    async def close(self) -> None:
        """Let go of the connections."""
        await self.sender.close()
