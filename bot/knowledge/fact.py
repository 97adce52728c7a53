"""What every fact of the project carries: its value, its sources and when it was checked."""

from datetime import date
from typing import Generic, TypeVar

from pydantic import BaseModel, Extra, validator
from pydantic.generics import GenericModel

T = TypeVar("T")


class Strict(BaseModel):
    """What is read from a file: never changed, and no unknown key."""

    class Config:
        extra = Extra.forbid
        frozen = True


class Source(Strict):
    """Where facts come from; ``url`` is None when it is not published."""

    title: str
    url: str | None


class Fact(GenericModel, Generic[T]):
    """One fact: its value, the keys of its sources, and the day it was last checked.

    ``to_check``: with whom the resident should check it, where one good source only says it.
    """

    value: T
    source: tuple[str, ...]
    checked_on: date
    to_check: str | None = None

    class Config:
        extra = Extra.forbid
        frozen = True

    @validator("source")
    def _sourced(cls, source: tuple[str, ...]) -> tuple[str, ...]:
        if not source:
            raise ValueError("un fait a au moins une source")
        return source


Lines = Fact[tuple[str, ...]]
