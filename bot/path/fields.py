"""The facts of a case, one row for each: its kind, its question, and how it is written."""

from dataclasses import dataclass
from enum import Enum


class FactKind(Enum):
    """What the value of a fact is."""

    OPERATOR = "operator"
    YES_NO = "yes or no"
    DAY = "day"
    REPLY = "reply"
    DISPUTE = "dispute"


@dataclass(frozen=True)
class Field:
    """One fact.

    Attributes:
        name: the field of ``Told``.
        kind: what its value is.
        label: how it is called in a sentence; None when it is never read back.
        question: the question that asks it again from the summary; None when none does.
        happened: for a day, the field that says that its event happened.
        event: for a day, what it is the day of, in a sentence.
        in_case: for a day, its field in ``bot.mediation.Case``.
    """

    name: str
    kind: FactKind
    label: str | None = None
    question: str | None = None
    happened: str | None = None
    event: str | None = None
    in_case: str | None = None


FIELDS = (
    Field("operator", FactKind.OPERATOR, "opérateur", "operator"),
    Field("complained", FactKind.YES_NO, "réclamation au service clients", "complained"),
    Field(
        "complaint_day",
        FactKind.DAY,
        "réclamation au service clients",
        "complaint_date",
        "complained",
        "votre première réclamation au service clients",
        "complaint",
    ),
    Field("written", FactKind.YES_NO, "réclamation", "written"),
    Field("customer_reply", FactKind.REPLY, "réponse du service clients", "customer_reply"),
    Field("letter_sent", FactKind.YES_NO, "courrier au service consommateurs", "letter_sent"),
    Field(
        "letter_day",
        FactKind.DAY,
        "courrier au service consommateurs",
        "letter_date",
        "letter_sent",
        "votre courrier au service consommateurs",
        "letter",
    ),
    Field("consumer_reply", FactKind.REPLY, "réponse du service consommateurs", "consumer_reply"),
    Field(
        "consumer_replied_day",
        FactKind.DAY,
        "réponse du service consommateurs reçue",
        None,
        "consumer_reply",
        "la réponse du service consommateurs",
        "consumer_replied",
    ),
    Field("court", FactKind.YES_NO, "tribunal ou autre médiateur", "court"),
    Field("referred", FactKind.YES_NO, "saisine du médiateur"),
    Field(
        "referred_day",
        FactKind.DAY,
        "saisine du médiateur",
        None,
        "referred",
        "votre saisine du médiateur",
        "referred",
    ),
    Field("notified", FactKind.YES_NO, "dossier complet selon le médiateur", "notified"),
    Field(
        "notified_day",
        FactKind.DAY,
        "dossier complet selon le médiateur",
        "notified_date",
        "notified",
        "l'annonce que votre dossier est complet",
        "notified",
    ),
    Field("opinion_received", FactKind.YES_NO, "avis du médiateur reçu"),
    Field(
        "opinion_day",
        FactKind.DAY,
        "avis du médiateur reçu",
        "opinion_date",
        "opinion_received",
        "la réception de l'avis du médiateur",
        "opinion",
    ),
    Field("dispute", FactKind.DISPUTE),
)
BY_FIELD = {field.name: field for field in FIELDS}
DAYS = {field.name: field.happened for field in FIELDS if field.happened}
"""The fields that hold a day, each with the field that says that it happened."""
