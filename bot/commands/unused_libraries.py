"""Libraries that Rasa imports and this assistant never calls: empty stand-ins take their place.

TensorFlow and what comes with it, the chat platforms of Rasa's own connectors, and the stores of
conversations other than ours take more than half of the memory and of the start of a process.
Training goes through Rasa's own command, with all of them.
"""

import sys
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

UNUSED = frozenset(
    """
    aio_pika aiogram boto3 botocore fbmessenger h5py keras matplotlib mattermostwrapper pymongo
    rasa.core.channels.console rasa.core.channels.hangouts rasa.utils.tensorflow
    rocketchat_API slack_sdk tensorflow twilio webexteamssdk
    """.split()  # noqa: SIM905
)


class _Kind(type):
    """Makes names of a class that does not exist classes as well, so that they can be derived."""

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return Nothing


class Nothing(metaclass=_Kind):
    """Any class, function or decorator of a library that is not there."""

    def __new__(cls, *given: Any, **_named: Any) -> Any:
        """A decorated function is left as it is; nothing else can be made."""
        if cls is Nothing and len(given) == 1 and callable(given[0]):
            return given[0]
        return super().__new__(cls)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return Nothing

    def __call__(self, *given: Any, **_named: Any) -> Any:
        """What a decorator with arguments does to a function: nothing."""
        return given[0] if given else self


class NeverRaised(Exception):  # noqa: N818
    """Any error of a library that is not there."""


class _StandIn(ModuleType):
    __path__: list[str] = []  # noqa: RUF012

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        # What Rasa catches must be an exception, if only one that nobody raises.
        return NeverRaised if name.endswith(("Error", "Exception", "Failure")) else Nothing


class _StandIns(MetaPathFinder, Loader):
    """Finds the modules of the libraries that are not used."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """The place of a stand-in, None for any other module."""
        parts = fullname.split(".")
        if any(".".join(parts[:length]) in UNUSED for length in range(1, len(parts) + 1)):
            return ModuleSpec(fullname, self, is_package=True)
        return None

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        """An empty module, any name of which is :class:`Nothing`."""
        return _StandIn(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """There is nothing to run."""


def leave_out_unused_libraries() -> None:
    """Put the stand-ins in place: to be called before Rasa is imported."""
    if not any(isinstance(finder, _StandIns) for finder in sys.meta_path):
        sys.meta_path.insert(0, _StandIns())
