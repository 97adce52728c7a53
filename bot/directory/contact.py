"""Name, address, phone, website and e-mail of a record, as a town file has them."""

import re

from bot.directory.notice import Notice
from bot.directory.record import Record
from bot.french.text import fold

# The page of a town hall that has no site of its own, and of a record without an address.
DIRECTORY = "https://lannuaire.service-public.gouv.fr"
_MAIN_ADDRESS, _POSTAL_ADDRESS = "adresse", "adresse postale"
_ADDRESS_LINES = ("complement1", "complement2", "numero_voie", "service_distribution")
_OVERSEAS_PREFIXES = ("262", "508", "590", "594", "596")
_MOBILE = ("06", "07")
_SITE = re.compile(r"[^\s/@:]+\.[^\s/@:]+(?:/\S*)?")
_SCHEME = re.compile(r"https?://", re.IGNORECASE)


def town_name(record: Record) -> str:
    """``Argences`` for « Mairie - Argences »."""
    kind, dash, rest = record.name.partition(" - ")
    name = rest if dash and fold(kind).startswith("mairie") else record.name
    return name.replace(" - ", ", ")


def address(record: Record, notices: list[Notice]) -> list[str]:
    """The lines of where it is: the address for letters is left apart."""
    written = record.objects("adresse")
    kinds = {fold(each.get("type_adresse", "")): each for each in reversed(written)}
    chosen = kinds.get(_MAIN_ADDRESS) or next(iter(written), None)
    if chosen is None:
        notices.append(Notice("adresse", "la fiche n'en a pas : donnez-la."))
        return []
    if fold(chosen.get("type_adresse", "")) == _POSTAL_ADDRESS:
        notices.append(
            Notice("adresse", "la fiche n'a que l'adresse postale : est-ce là que l'on vient ?")
        )
    elif _POSTAL_ADDRESS in kinds:
        apart = ", ".join(_address_lines(kinds[_POSTAL_ADDRESS]))
        notices.append(
            Notice("adresse", f"l'adresse postale est à part et n'est pas dite : {apart}")
        )
    lines = _address_lines(chosen)
    if "valeur" not in chosen and not any(chosen.get(key) for key in _ADDRESS_LINES):
        notices.append(
            Notice("adresse", "la fiche ne dit pas la rue : ajoutez-la si elle en a une.")
        )
    return lines


def _address_lines(written: dict[str, str]) -> list[str]:
    if "valeur" in written:
        return [written["valeur"]]
    town = f"{written.get('code_postal', '')} {written.get('nom_commune', '')}".strip()
    return [line for line in (*(written.get(key, "") for key in _ADDRESS_LINES), town) if line]


def phone(record: Record, notices: list[Notice]) -> str | None:
    """Its number in pairs of figures, as given where that is not known to be one."""
    numbers = [each for each in record.objects("telephone") if each.get("valeur")]
    # A number with words beside it is that of one service, or of some hours.
    numbers.sort(key=lambda each: bool(each.get("description")))
    if not numbers:
        notices.append(Notice("téléphone", "la fiche n'en a pas : donnez-le."))
        return None
    first, *others = numbers
    for each in [first] if first.get("description") else []:
        notices.append(Notice("téléphone", f"« {each['valeur']} » : « {each['description']} »."))
    for each in others:
        told = f" (« {each['description']} »)" if each.get("description") else ""
        notices.append(Notice("téléphone", f"autre numéro, non repris : {each['valeur']}{told}."))
    number = _in_pairs(first["valeur"])
    if number is None:
        notices.append(Notice("téléphone", f"« {first['valeur']} » n'est pas lu : corrigez-le."))
        return first["valeur"]
    if number.startswith(_MOBILE):
        notices.append(
            Notice("téléphone", f"{number} est un portable : est-ce celui de la mairie ?")
        )
    return number


def _in_pairs(written: str) -> str | None:
    """``02 31 27 90 60`` or ``39 75``; None for what is no French number."""
    digits = re.sub(r"\D", "", written)
    digits = digits.removeprefix("00") if digits.startswith("00") else digits
    international = written.lstrip(" (").startswith(("+", "00"))
    if international and digits.startswith("33"):
        digits = f"0{digits[2:].removeprefix('0')}"
    elif international and digits.startswith(_OVERSEAS_PREFIXES):
        digits = f"0{digits[3:].removeprefix('0')}"
    elif international:
        return None
    national = len(digits) == 10 and digits.startswith("0")
    if not national and not (len(digits) == 4 and digits.startswith(("1", "3"))):
        return None
    return " ".join(digits[place : place + 2] for place in range(0, len(digits), 2))


def directory_page(record: Record) -> str:
    """The page of the directory about it, which stands for a site."""
    return record.page or DIRECTORY


def website(record: Record, notices: list[Notice]) -> str:
    """Its site; the page of the directory about it when it has none."""
    written = record.objects("site_internet")
    # One with a label is a page for something: appointments, payments.
    written.sort(key=lambda each: bool(each.get("libelle")))
    values = [each["valeur"] for each in written if each.get("valeur")]
    for value in values:
        if not _SITE.fullmatch(_SCHEME.sub("", value)):
            notices.append(Notice("site", f"« {value} » n'en est pas un : non repris."))
    sites = [value for value in values if _SITE.fullmatch(_SCHEME.sub("", value))]
    if not sites:
        page = directory_page(record)
        notices.append(Notice("site", f"la fiche n'en a pas : {page} est dite à la place."))
        return page
    if len(sites) > 1:
        notices.append(
            Notice("site", f"plusieurs : {', '.join(sites)}. Le premier est dit : est-ce le bon ?")
        )
    if _SCHEME.match(sites[0]):
        return sites[0]
    notices.append(
        Notice("site", f"« {sites[0]} » est écrit sans http(s):// : vérifiez qu'il s'ouvre.")
    )
    return f"http://{sites[0]}"


def emails(record: Record) -> list[str]:
    """Its e-mail addresses, which may be joined by semicolons."""
    written = [each.get("valeur", "") for each in record.objects("adresse_courriel")]
    parts = [part.strip() for value in written for part in re.split(r"[;,\s]+", value)]
    return list(dict.fromkeys(part for part in parts if "@" in part))
