"""Opening hours that could be misread are refused at start: the file, the key, the remedy."""

from pathlib import Path
from typing import Any

import pytest

from bot.knowledge import KnowledgeError, load
from tests.towns import USUAL_HOURS, exception, town, town_file


def refusal(folder: Path, **changes: Any) -> str:
    file = town_file(folder, **changes)
    with pytest.raises(KnowledgeError) as refused:
        load(str(file))
    told = str(refused.value)
    # A key that is missing has no line.
    assert told.startswith((f"{file}, ligne ", f"{file} : "))
    return told.partition(" : ")[2]


@pytest.mark.parametrize(
    ("hours", "remedy"),
    [
        ('Mo-Fr 09:00-12:00 || "sur rendez-vous"; PH off', "« || » n'est pas lu"),
        ("Mo-Fr 09:00-12:00; SH 10:00-11:00; PH off", "leurs dates en exceptions"),
        ("Mo-Fr 09:00-12:00; SH off; PH off", "vacances scolaires (SH) ne sont pas lues"),
        ("Mo-Fr 09:00-12:00; 2026 Dec 24 off; PH off", "d'une seule année vont dans exceptions"),
        ("Mo-Fr 09:00-12:00; Sa[6] 09:00-12:00; PH off", "s'écrit Sa[1], Sa[2,4]"),
        ("Mo-Fr[1] 09:00-12:00; PH off", "s'écrit Sa[1], Sa[2,4]"),
        ("week 1-52/3 Sa 09:00-12:00; PH off", "week 2-52/2 (paires) ou week 1-53/2 (impaires)"),
        ("week 2-52 Sa 09:00-12:00; PH off", "week 2-52/2 (paires) ou week 1-53/2 (impaires)"),
        ("Tu 09:00-12:00, Tu off; PH off", "mettez « ; »"),
        ('Tu 09:00-12:00, Tu 11:00-13:00 "rdv"; PH off', "doit être après celle d'avant"),
        ("Tu 09:00-12:00, Tu 12:00-13:00; PH off", "doit être après celle d'avant"),
        ("Tu 09:00-12:00; week 2-52/2 Tu 14:00-17:00; PH off", "« Tu 09:00-12:00 » serait effacé"),
        ("Sa[1] 09:00-12:00; Sa 10:00-12:00; PH off", "« Sa[1] 09:00-12:00 » serait effacé"),
        ("Sa 09:00-12:00; Sa[1] 14:00-17:00; PH off", "« Sa 09:00-12:00 » serait effacé"),
        ("Mo 09:00-12:00; PH[1] off", "s'écrit Sa[1], Sa[2,4]"),
        ("Mo 09:00-12:00; week 2-52/2 PH off", "PH vaut toute l'année"),
        ("Mo-Fr 09:00-12:00, Sa 10:00-12:00; PH off", "mettez « ; »"),
        ("Mo-Fr; PH off", "sans heures, un jour ouvrirait jour et nuit"),
        ('"sur rendez-vous"; PH off', "sans heures, un jour ouvrirait jour et nuit"),
        ("Mo-Fr open; PH off", "ajoutez-les, ou off"),
        ("24/7; PH off", "entre 06:00 et 23:59"),
        ("Mo-Fr 14:00-24:00; PH off", "entre 06:00 et 23:59"),
        ("Mo-Fr 09:00-05:00; PH off", "entre 06:00 et 23:59"),
        ("Mo 02:00-05:00; PH off", "entre 06:00 et 23:59"),
        ("Tu 09:00-09:00; PH off", "chaque heure doit être après celle d'avant"),
        ("Tu 12:00-09:00; PH off", "chaque heure doit être après celle d'avant"),
        ("Tu 09:00-12:00,11:00-17:00; PH off", "chaque heure doit être après celle d'avant"),
        ("Tu 09:00-12:00,12:00-17:00; PH off", "chaque heure doit être après celle d'avant"),
        ("Mo 09:00-12:00; Feb 30 off; PH off", "« Feb 30 » n'est pas un jour de chaque année"),
        ("Mo 09:00-12:00; Feb 29 off; PH off", "« Feb 29 » n'est pas un jour de chaque année"),
        ("Mo 09:00-12:00+; PH off", "corrigez-le, exemple : Mo-Fr 09:00-12:00,14:00-17:00"),
        ("Mo sunrise-12:00; PH off", "corrigez-le, exemple : Mo-Fr"),
        ("lundi 09:00-12:00; PH off", "corrigez-le, exemple : Mo-Fr"),
        ("Mo 09:00-12:00 off; PH off", "corrigez-le, exemple : Mo-Fr"),
        ("Mo 09:00-12:00 unknown; PH off", "corrigez-le, exemple : Mo-Fr"),
        ("Mo 09:00-12:00; PH off;", "enlevez le « ; » en trop"),
        ("Sa,Su off; PH off", "aucun jour n'y est ouvert"),
        ("Mo 09:00-12:00; Mo 14:00-17:00; PH off", "donnez les heures d'un jour en une fois"),
        ("Mo-Fr 09:00-12:00; Tu 14:00-17:00; PH off", "« Mo-Fr 09:00-12:00 » serait effacé par"),
        ("Jul-Aug Mo 10:00-11:00; Mo 09:00-12:00; PH off", "les règles avec des dates à la fin"),
        ("Sa off; Mo-Su 09:00-12:00; PH off", "« Sa off » serait effacé par « Mo-Su"),
        ("Mo-Fr 09:00-12:00", "ajoutez à la fin « ; PH off »"),
        ("PH off; Mo-Fr 09:00-12:00", "PH se donne une fois, dans la dernière règle"),
        ("Mo,PH 09:00-12:00; PH off", "PH se donne une fois, dans la dernière règle"),
        ("Mo-Fr 09:00-12:00; Jul-Aug PH off", "donnez-lui sa propre règle, sans dates"),
    ],
)
def test_hours_that_could_be_misread_are_refused(tmp_path: Path, hours: str, remedy: str) -> None:
    told = refusal(tmp_path, hours=hours)
    assert told.startswith("opening_hours.value : ")
    assert remedy in told


@pytest.mark.parametrize(
    "hours",
    [
        "09:00-10:00; 14:00-15:00",
        "Mo 09:00-10:00",
        "2026 Dec 24 09:00-10:00",
        "Dec 24 off",
        "off",
        "",
        '09:00-10:00 "fêtes"',
        "09:00-10:00 || 14:00-15:00",
        "00:00-24:00",
        "09:00",
    ],
)
def test_the_hours_of_an_exception_are_hours_alone(tmp_path: Path, hours: str) -> None:
    told = refusal(tmp_path, exceptions=[exception("2026-12-24", "2026-12-24", hours)])
    assert told.startswith(f"exceptions.0.hours : « {hours} » : écrivez seulement des heures")
    assert "par exemple 09:00-10:00,14:00-15:00, ou null si la mairie est fermée" in told


@pytest.mark.parametrize(
    ("exceptions", "told"),
    [
        (
            [exception("2026-12-24", "2026-12-24", "14:00-10:00")],
            "exceptions.0.hours : « 14:00-10:00 » : chaque heure doit être après celle d'avant",
        ),
        (
            [exception("2026-12-24", "2026-12-24", None, " ")],
            "exceptions.0.reason : donnez la raison",
        ),
        (
            [
                exception("2026-12-24", "2026-12-24", "09:00-10:00"),
                exception("2026-12-20", "2026-12-31", None),
            ],
            "exceptions : les exceptions du 2026-12-24 et du 2026-12-20 ont des jours communs",
        ),
        # « Du 21 au 27, de 9 h à 10 h » means neither Christmas nor the week-end.
        (
            [exception("2026-12-21", "2026-12-25", "09:00-10:00")],
            "le 2026-12-25 est férié ou fermé d'habitude : coupez cette exception",
        ),
        (
            [exception("2026-12-18", "2026-12-21", "09:00-10:00")],
            "le 2026-12-19 est férié ou fermé d'habitude",
        ),
    ],
)
def test_exceptions_that_could_be_misread_are_refused(
    tmp_path: Path, exceptions: list[dict[str, Any]], told: str
) -> None:
    assert told in refusal(tmp_path, exceptions=exceptions)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"insee": "Argences"}, "insee : valeur mal écrite"),
        ({"insee": 14020}, "insee : écrivez cette valeur entre guillemets"),
        ({"insee": "98818"}, "insee : les jours fériés du territoire 988 ne sont pas connus"),
        ({"insee": "67482"}, "good_friday : le Vendredi saint est férié, en Alsace-Moselle"),
        ({"insee": "67482", "good_friday": "non sait"}, "good_friday : écrivez true ou false"),
        ({"good_friday": True}, "good_friday : cette clé ne vaut qu'en Alsace-Moselle"),
    ],
)
def test_a_town_says_where_it_lies(tmp_path: Path, changes: dict[str, Any], told: str) -> None:
    assert told in refusal(tmp_path, **changes)


@pytest.mark.parametrize(
    "hours",
    [
        USUAL_HOURS,
        "Mo - Fr 9:00 - 12:00, 14:00-17:00; Sa, Su off; PH off",
        "Mo-Fr 09:00-12:00; Sa,Su,PH off",
        'Mo-Fr 09:00-12:00 "sur rendez-vous"; PH closed "jour férié"',
        "Mo-Fr 09:00-12:00; We 09:00-12:00,14:00-17:00; PH 10:00-11:00",
        "09:00-12:00; Sa,Su off; Jul 15-Aug 31 Mo-Fr 10:00-11:00; PH off",
        "Sep-Jun,Jul 1-Jul 14 Mo-Fr 10:00-12:00; PH off",
        "Mo 09:00-12:00; week 02-52/2 Sa 10:00-12:00; PH off",
        "week 2-52/2 Tu 09:00-12:00; week 1-53/2 Tu 14:00-17:00; PH off",
        "Fr 09:00-12:00; Fr[1] off; Sa[2,4],Su[-1] 10:00-12:00; PH off",
        "Sa[1] 10:00-12:00; Sa[2] 14:00-16:00; Aug Sa[1] off; PH off",
        'Tu 09:00-12:00, Tu 17:00-18:30 "sur rendez-vous"; PH off',
        'Tu 09:00-12:00 "élus ; voir || l\'affiche, ou SH"; PH off',
    ],
)
def test_hours_that_cannot_be_misread_are_accepted(tmp_path: Path, hours: str) -> None:
    assert town(tmp_path, hours=hours).opening_hours.value == hours


def test_a_reason_is_one_line(tmp_path: Path) -> None:
    written = exception("2026-12-24", "2026-12-24", None, "fêtes :\n  marché de Noël ")
    assert town(tmp_path, exceptions=[written]).exceptions[0].reason == "fêtes : marché de Noël"
