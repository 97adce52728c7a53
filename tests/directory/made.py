"""Sixty records written for the tests, in the shapes of the directory, each with one trap or more.

What their hours mean is told here by other means than those of the product: week days, and Python
predicates on a date.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

Predicate = Callable[[date], bool]
RDV = "sur rendez-vous"
WEEK = ["Lundi", "Mardi", "Mercredi", "Jeudi", "Vendredi", "Samedi", "Dimanche"]


def line(days: str, hours: str, comment: str = "") -> dict[str, str]:
    """A line of hours: « Lundi-Vendredi », ``09:00-12:00,14:00-17:00``."""
    first, _, last = days.partition("-")
    written = {"nom_jour_debut": first, "nom_jour_fin": last or first, "commentaire": comment}
    stretches = [*hours.split(","), "", ""][:2]
    for number, stretch in enumerate(stretches, start=1):
        start, _, end = stretch.partition("-")
        written[f"valeur_heure_debut_{number}"] = f"{start}:00" if start else ""
        written[f"valeur_heure_fin_{number}"] = f"{end}:00" if end else ""
    return written


def always(_: date) -> bool:
    return True


def even(day: date) -> bool:
    return day.isocalendar()[1] % 2 == 0


def odd(day: date) -> bool:
    return not even(day)


def number(*numbers: int) -> Predicate:
    return lambda day: (day.day - 1) // 7 + 1 in numbers


def last(day: date) -> bool:
    return (day + timedelta(days=7)).month != day.month


def not_(holds: Predicate) -> Predicate:
    return lambda day: not holds(day)


def months(*numbers: int) -> Predicate:
    return lambda day: day.month in numbers


def both(one: Predicate, other: Predicate) -> Predicate:
    return lambda day: one(day) and other(day)


SUMMER = months(7, 8)


@dataclass(frozen=True)
class Opens:
    """Hours that a record means: on some week days (« Mo-Fr » as 0 to 4), some of them only."""

    days: str
    hours: str
    note: str | None = None
    holds: Predicate = always

    def on(self, day: date) -> list[tuple[str, str | None]]:
        if str(day.weekday()) not in self.days or not self.holds(day):
            return []
        return [(stretch, self.note) for stretch in self.hours.split(",")]


@dataclass(frozen=True)
class Made:
    """A record and what is right.

    Attributes:
        trap: what it tries.
        lines: its lines of hours.
        opens: what they mean, in order of hours.
        about_all: the comment about the whole record.
        note: the words about all the hours that are to be said.
        refused: part of the reason why the file does not pass as it is.
        told: words that are printed for the administrator.
        fields: other fields of the record.
        facts: what of the town file is expected, by dotted key.
    """

    trap: str
    lines: list[dict[str, str]] | None = None
    opens: list[Opens] | None = None
    about_all: str | None = ""
    note: str | None = None
    refused: str = ""
    told: tuple[str, ...] = ()
    fields: dict[str, Any] = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)


MORNINGS = line("Lundi-Vendredi", "09:00-12:00")
OPEN_MORNINGS = Opens("01234", "09:00-12:00")
SATURDAY = "10:00-12:00"


def saturday(comment: str, *, note: str | None = None, holds: Predicate = always) -> Made:
    """Mornings, and a Saturday with a comment."""
    return Made(
        f"samedi : {comment}",
        [MORNINGS, line("Samedi", SATURDAY, comment)],
        [OPEN_MORNINGS, Opens("5", SATURDAY, note, holds)],
        told=(comment,),
    )


def kept(comment: str) -> Made:
    """Such a Saturday, whose comment no rule tells."""
    return saturday(comment, note=comment)


def whole(
    comment: str, *lines: dict[str, str], opens: list[Opens], note: str | None = None
) -> Made:
    """A comment about the whole record."""
    return Made(f"fiche : {comment}", list(lines), opens, comment, note, told=(comment,))


def contact(trap: str, told: tuple[str, ...] = (), *, facts: dict[str, Any], **fields: Any) -> Made:
    """Mornings only, and other fields than the usual ones."""
    return Made(trap, [MORNINGS], [OPEN_MORNINGS], told=told, fields=fields, facts=facts)


PLACE = {
    "type_adresse": "Adresse",
    "complement1": "",
    "complement2": "",
    "numero_voie": "4 rue des Tilleuls",
    "service_distribution": "",
    "code_postal": "14999",
    "nom_commune": "Essai-sur-Orne",
}
LETTERS = PLACE | {
    "type_adresse": "Adresse postale",
    "service_distribution": "BP 7",
    "nom_commune": "Essai Cedex",
}

HOURS = [
    Made(
        "jours dans le désordre",
        [
            line("Jeudi", "13:30-17:00"),
            line("Lundi", "08:15-12:00"),
            line("Mercredi", "08:15-12:00"),
            line("Vendredi", "08:15-12:00"),
        ],
        [Opens("024", "08:15-12:00"), Opens("3", "13:30-17:00")],
    ),
    Made(
        "plage de jours et jour seul",
        [line("Mardi-Jeudi", "09:00-12:00,14:00-17:30"), line("Lundi", "14:00-18:00")],
        [Opens("123", "09:00-12:00,14:00-17:30"), Opens("0", "14:00-18:00")],
    ),
    Made(
        "deux listes pour un jour",
        [line("Mardi", "09:00-12:00"), line("Mardi", "14:00-17:00")],
        [Opens("1", "09:00-12:00,14:00-17:00")],
    ),
    Made(
        "deux listes dans le désordre, une seule a un commentaire",
        [line("Mardi", "17:00-18:30", "Sur rendez-vous"), line("Mardi", "09:00-12:00")],
        [Opens("1", "09:00-12:00"), Opens("1", "17:00-18:30", RDV)],
    ),
    Made(
        "le même jour deux fois pareil",
        [MORNINGS, line("Lundi", "09:00-12:00")],
        [OPEN_MORNINGS],
    ),
    Made(
        "heures qui se touchent",
        [line("Lundi", "09:00-12:00,12:00-16:00")],
        [Opens("0", "09:00-16:00")],
    ),
    Made(
        "heures qui se touchent, une sur rendez-vous",
        [line("Lundi", "09:00-12:00"), line("Lundi", "12:00-14:00", "sur rdv")],
        [Opens("0", "09:00-12:00"), Opens("0", "12:00-14:00", RDV)],
    ),
    Made(
        "deux semaines déclarées qui se croisent",
        [line("Lundi", "09:00-12:00"), line("Lundi", "09:00-11:00")],
        refused="chaque heure doit être après celle d'avant",
    ),
    Made(
        "début égal à la fin",
        [line("Mardi", "09:00-12:00,18:00-18:00"), line("Jeudi", "14:00-17:00")],
        [Opens("1", "09:00-12:00"), Opens("3", "14:00-17:00")],
        told=("18:00-18:00 ne dure pas",),
    ),
    Made(
        "début égal à la fin, seul de sa journée",
        [MORNINGS, line("Samedi", "09:00-09:00", "Une fois par mois")],
        [OPEN_MORNINGS],
        note="samedi : Une fois par mois.",
        told=("09:00-09:00 ne dure pas", "Une fois par mois"),
    ),
    Made(
        "fin avant le début",
        [MORNINGS, line("Mardi", "13:45-12:00")],
        refused="chaque heure doit être après celle d'avant",
        told=("mardi 13:45-12:00 n'est pas possible",),
    ),
    Made(
        "une heure sans fin",
        [line("Lundi", "09:00-12:00"), line("Mardi", "14:00-")],
        refused="14:00-?",
        told=("mardi 14:00-? n'est pas possible",),
    ),
    Made("ouverte la nuit", [line("Lundi", "02:00-05:00")], refused="entre 06:00 et 23:59"),
    Made(
        "minutes curieuses",
        [line("Lundi-Vendredi", "07:00-12:00,12:52-15:30")],
        [Opens("01234", "07:00-12:00,12:52-15:30")],
    ),
    Made(
        "un jour inconnu",
        [MORNINGS, line("Jours fériés", "10:00-12:00")],
        refused="Jours fériés 10:00-12:00",
        told=("« Jours fériés Jours fériés 10:00-12:00 » n'est pas lu",),
    ),
    Made(
        "une plage de jours à l'envers",
        [MORNINGS, line("Samedi-Lundi", "10:00-12:00")],
        refused="Samedi Lundi 10:00-12:00",
    ),
    Made("aucun horaire", None, refused="aucun jour n'y est ouvert", told=("donnez-les",)),
    Made(
        "un commentaire sans heures",
        [MORNINGS, line("Mercredi", "", "Sur rendez-vous uniquement")],
        [OPEN_MORNINGS],
        note="mercredi : Sur rendez-vous uniquement.",
    ),
    Made(
        "guillemets et points-virgules dans un commentaire",
        [line("Lundi", "09:00-12:00", 'Guichet "passeports" ; voir || affiche, Sa[1] off')],
        [Opens("0", "09:00-12:00", "Guichet « passeports » ; voir || affiche, Sa[1] off")],
    ),
    saturday("Sur rendez-vous", note=RDV),
    saturday("Uniquement sur rendez-vous", note=RDV),
    saturday("Semaines paires uniquement", holds=even),
    saturday("Une semaine sur deux (semaines impaires)", holds=odd),
    saturday("Fermé les semaines paires", holds=odd),
    saturday("Le premier samedi de chaque mois", holds=number(1)),
    saturday("Accueil ouvert uniquement le 2e et 4e samedis de chaque mois.", holds=number(2, 4)),
    saturday("Le dernier samedi du mois", holds=last),
    saturday("Fermé le 1er samedi du mois", holds=not_(number(1))),
    saturday("Fermé en juillet et août", holds=not_(SUMMER)),
    saturday("Uniquement en juillet et août", holds=SUMMER),
    saturday("Sur rendez-vous uniquement. Fermé en août.", note=RDV, holds=not_(months(8))),
    saturday("1er et 3e samedi du mois. Sauf août.", holds=both(number(1, 3), not_(months(8)))),
    saturday("Sauf jours fériés"),
    kept("Permanence élus uniquement les semaines paires"),
    kept("Permanence des élus uniquement"),
    kept("Uniquement tous les 15 jours"),
    kept("Sauf pendant les vacances scolaires"),
    kept("Fermeture à 11:30 du 09/07 au 03/09/2026"),
    kept("Uniquement pour les déclarations de décès, naissances et reconnaissance d'enfants"),
    kept("Uniquement pour l'accueil et l'état civil. Accueil fermé en juillet et août."),
    kept("Le 1er vendredi du mois"),
    Made(
        "un jour du mois sur une plage de jours",
        [line("Lundi-Vendredi", "09:00-12:00", "Fermée le 1er vendredi de chaque mois")],
        [Opens("0123", "09:00-12:00"), Opens("4", "09:00-12:00", holds=not_(number(1)))],
    ),
    Made(
        "un matin chaque semaine, un après-midi sur deux",
        [line("Jeudi", "09:00-12:00"), line("Jeudi", "16:00-17:30", "Semaines paires")],
        [Opens("3", "09:00-12:00"), Opens("3", "16:00-17:30", holds=even)],
    ),
    Made(
        "l'après-midi sur rendez-vous",
        [line("Lundi", "09:00-12:00,14:00-17:00", "Sur rendez-vous l'après-midi")],
        [Opens("0", "09:00-12:00"), Opens("0", "14:00-17:00", RDV)],
    ),
    Made(
        "trop de conditions pour un jour",
        [
            line("Samedi", "09:00-10:00", "Fermé en juillet. Semaines paires."),
            line("Samedi", "10:30-12:00", "Fermé en août"),
        ],
        [
            Opens("5", "09:00-10:00", "Fermé en juillet. Semaines paires"),
            Opens("5", "10:30-12:00", "Fermé en août"),
        ],
        told=("trop de conditions",),
    ),
    whole(
        "Uniquement tous les 15 jours en semaine paire.",
        line("Jeudi", "16:00-17:30"),
        opens=[Opens("3", "16:00-17:30", holds=even)],
    ),
    whole(
        "Fermé en août",
        MORNINGS,
        line("Samedi", SATURDAY),
        opens=[
            Opens("01234", "09:00-12:00", holds=not_(months(8))),
            Opens("5", SATURDAY, holds=not_(months(8))),
        ],
    ),
    whole(
        "Accueil sur rendez-vous les après midi.",
        MORNINGS,
        opens=[OPEN_MORNINGS],
        note="Accueil sur rendez-vous les après midi.",
    ),
    whole(
        "Semaines paires uniquement",
        MORNINGS,
        line("Samedi", SATURDAY),
        opens=[OPEN_MORNINGS, Opens("5", SATURDAY)],
        note="Semaines paires uniquement.",
    ),
    whole(
        "Fermé en juillet",
        MORNINGS,
        line("Samedi", SATURDAY, "Fermé en juillet"),
        opens=[OPEN_MORNINGS, Opens("5", SATURDAY, holds=not_(months(7)))],
        note="Fermé en juillet.",
    ),
    whole(
        "Agence postale ouverte sur les mêmes horaires.",
        MORNINGS,
        opens=[OPEN_MORNINGS],
        note="Agence postale ouverte sur les mêmes horaires.",
    ),
]
CONTACT = [
    contact(
        "l'adresse postale d'abord",
        ("l'adresse postale est à part",),
        facts={"address": ["4 rue des Tilleuls", "14999 Essai-sur-Orne"]},
        adresse=[LETTERS, PLACE],
    ),
    contact(
        "la rue et le lieu échangés",
        facts={"address": ["10 route du Mans", "Le Bourg", "14999 Essai-sur-Orne"]},
        adresse=[PLACE | {"complement1": "10 route du Mans", "numero_voie": "Le Bourg"}],
    ),
    contact(
        "pas de rue",
        ("ne dit pas la rue",),
        facts={"address": ["14999 Essai-sur-Orne"]},
        adresse=[PLACE | {"numero_voie": ""}],
    ),
    contact(
        "numéro court, et un autre avec des heures",
        ("autre numéro, non repris : 02 31 00 00 02", "de 9 h à 10 h"),
        facts={"phone": "39 75"},
        telephone=[
            {"valeur": "02 31 00 00 02", "description": "de 9 h à 10 h"},
            {"valeur": "39 75", "description": ""},
        ],
    ),
    contact(
        "numéro d'outre-mer, et 0809",
        facts={"phone": "05 90 27 00 00"},
        telephone=[{"valeur": "+590 590 27 00 00", "description": ""}],
    ),
    contact(
        "0809 en quatre chiffres",
        facts={"phone": "08 09 54 05 50"},
        telephone=[{"valeur": "0809 540 550", "description": ""}],
    ),
    contact(
        "site sans http, espace, courriels joints",
        ("écrit sans http",),
        facts={"website": "http://www.essai.example", "emails": ["a@essai.fr", "b@essai.fr"]},
        site_internet=[{"libelle": "", "valeur": "www.essai.example "}],
        adresse_courriel="a@essai.fr;b@essai.fr",
    ),
    contact(
        "plusieurs sites, et un courriel parmi eux",
        ("« essai@orange.fr » n'en est pas un", "plusieurs"),
        facts={"website": "https://essai.example"},
        site_internet=[
            {"libelle": "Rendez-vous", "valeur": "https://essai.example/rdv"},
            {"libelle": "", "valeur": "essai@orange.fr"},
            {"libelle": "", "valeur": "https://essai.example"},
        ],
    ),
    contact(
        "pas de site",
        ("la fiche n'en a pas",),
        facts={"website": "https://lannuaire.service-public.gouv.fr/essai"},
        site_internet=None,
    ),
]
MADE = [*HOURS, *CONTACT]

_NESTED = ("plage_ouverture", "pivot", "adresse", "telephone", "site_internet", "adresse_courriel")


def record(made: Made, shape: int, insee: str = "14999", **fields: Any) -> dict[str, Any]:
    """The record as a file has it, in one of the shapes: lists, JSON strings, or both at once."""
    written: dict[str, Any] = {
        "id": f"essai-{insee}",
        "nom": "Mairie - Essai-sur-Orne",
        "code_insee_commune": insee,
        "ancien_code_pivot": f"mairie-{insee}-01",
        "pivot": [{"type_service_local": "mairie", "code_insee_commune": [insee]}],
        "statut_de_diffusion": "true",
        "date_modification": "12/10/2026 09:30:00",
        "url_service_public": "https://lannuaire.service-public.gouv.fr/essai",
        "plage_ouverture": made.lines,
        "commentaire_plage_ouverture": made.about_all,
        "adresse": [PLACE],
        "telephone": [{"valeur": "02 31 00 00 01", "description": ""}],
        "site_internet": [{"libelle": "", "valeur": "https://essai.example"}],
        "adresse_courriel": ["mairie@essai.example"],
        **made.fields,
        **fields,
    }
    for place, name in enumerate(_NESTED):
        value = written[name]
        if isinstance(value, list) and (shape == 1 or (shape == 2 and place % 2)):
            written[name] = json.dumps(value, ensure_ascii=False)
        if not value:
            written[name] = [None, "", []][shape]
    if shape == 1:
        written["date_modification_datetime"] = "2026-10-12T09:30:00+00:00"
    return written
