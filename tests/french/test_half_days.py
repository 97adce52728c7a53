import pytest

from bot.french.half_days import HalfDay, find_half_day


@pytest.mark.parametrize(
    "text",
    [
        "samedi matin",
        "ouver samdi mattin ?",
        "demain matin",
        "en matinée",
        "le 24 décembre dans la matinée",
        "avant midi",
        "MERCREDI MATIN",
    ],
)
def test_morning(text: str) -> None:
    assert find_half_day(text) is HalfDay.MORNING


@pytest.mark.parametrize(
    "text",
    [
        "mercredi après-midi",
        "mercredi après midi",
        "mercredi apres-midi",
        "lundi aprem",
        "l’aprèm",
        "cet aprm",
        "jeudi aprés midi",
        "vendredi après‑midi",
    ],
)
def test_afternoon(text: str) -> None:
    assert find_half_day(text) is HalfDay.AFTERNOON


@pytest.mark.parametrize(
    "text",
    [
        "mercredi",
        "à midi",
        "mardi soir",
        "après 14h",
        "après-demain",
        "matin et après-midi",
        "le Matignon",
        "après le 3 mars",
        "",
    ],
)
def test_neither(text: str) -> None:
    assert find_half_day(text) is None
