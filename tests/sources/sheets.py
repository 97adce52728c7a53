"""A sheet of our own words in the shape of the State's, and the files that carry it."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

# The delays that our facts state, as the sheet writes them: a mark around some, a space inside it.
DELAYS = {
    "complaint.customer_service_delay": "<MiseEnEvidence>d'1 mois</MiseEnEvidence>",
    "complaint.consumer_service_delay": "<MiseEnEvidence>d'1 mois </MiseEnEvidence>",
    "referral.direct_delay": "de 2 mois",
    "referral.time_limit": "<MiseEnEvidence>1\N{NO-BREAK SPACE}an</MiseEnEvidence>",
    "opinion.delay": "<MiseEnEvidence>dans un délai de 3 mois maximum</MiseEnEvidence>",
    "opinion.answer_delay": "<MiseEnEvidence>1 mois </MiseEnEvidence>",
}
PHONE = "0809 540 550"
ONLINE = "http://www.mediation-telecom.org/saisir-le-mediateur"

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<Publication xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" ID="{id}" type="{type}"{extra}
 xsi:noNamespaceSchemaLocation="../Schemas/{schema}/Publication.xsd">
<dc:title>À qui s'adresser quand l'opérateur ne règle pas un litige ?</dc:title>
<dc:date>{date}</dc:date>
<dc:identifier>{id}</dc:identifier>
<FilDAriane><Niveau ID="N1">Accueil, 6 mois</Niveau></FilDAriane>
<Introduction><Texte><Paragraphe>Faute d'accord <MiseEnEvidence>à l'amiable</MiseEnEvidence>, le
 <MiseEnEvidence>médiateur des communications électroniques</MiseEnEvidence> peut intervenir.
</Paragraphe></Texte></Introduction>"""
_BODY = """
<Chapitre><Titre><Paragraphe>Que faire avant de s'adresser au médiateur\u00a0?</Paragraphe></Titre>
<Paragraphe>Dans cet ordre\u00a0:</Paragraphe>
<Liste type="numero"><Item><Paragraphe>Réclamer au <MiseEnEvidence>service clients</MiseEnEvidence>
</Paragraphe></Item>
<Item><Paragraphe>Quand le service clients n'a <MiseEnEvidence>pas répondu</MiseEnEvidence> au bout
 {complaint.customer_service_delay} ou a mal répondu, écrire au
 <MiseEnEvidence>service consommateurs</MiseEnEvidence></Paragraphe></Item>
<Item><Paragraphe>Quand le service consommateurs n'a pas répondu au bout
 {complaint.consumer_service_delay}ou a mal répondu, saisir le médiateur.</Paragraphe></Item>
</Liste>
<Paragraphe>On peut aussi le saisir directement, quand le service clients n'a pas répondu au bout
 {referral.direct_delay}.</Paragraphe>
<ASavoir><Titre>À savoir</Titre><Paragraphe>Dès qu'une procédure judiciaire commence, la médiation
 est interrompue.</Paragraphe></ASavoir></Chapitre>
<Chapitre><Titre><Paragraphe>Comment le saisir ?</Paragraphe></Titre>
<ServiceEnLigne ID="R1" URL="{online}" type="Téléservice"><Titre>En ligne</Titre></ServiceEnLigne>
</Chapitre>
<Chapitre><Titre><Paragraphe>De combien de temps dispose-t-on ?</Paragraphe></Titre>
<Paragraphe>On a {referral.time_limit} à partir de sa réclamation écrite.</Paragraphe></Chapitre>
<Chapitre><Titre><Paragraphe>Est-ce gratuit ?</Paragraphe></Titre><Paragraphe>{cost}</Paragraphe>
</Chapitre>
<Chapitre><Titre><Paragraphe>Comment le médiateur examine-t-il le litige ?</Paragraphe></Titre>
<Paragraphe>Il rend son avis {opinion.delay}.</Paragraphe></Chapitre>
<Chapitre><Titre><Paragraphe>Comment cela se termine-t-il ?</Paragraphe></Titre>
<Paragraphe>On a {opinion.answer_delay}après la réception de l'avis pour le suivre.</Paragraphe>
<BlocCas affichage="radio"><Cas><Titre>On le suit</Titre><Paragraphe>C'est fini.</Paragraphe>
</Cas></BlocCas>{more}</Chapitre>
"""
_TAIL = """
<QuiPeutMAider ID="R2" type="National"><Titre>{phone} - RéponseConso</Titre><Texte><Paragraphe>Un
 agent répond au <MiseEnEvidence>{phone}</MiseEnEvidence>, de 8h30 à 17h.</Paragraphe></Texte>
</QuiPeutMAider>
<ServiceEnLigne ID="R1" URL="{online}" type="Téléservice"><Titre>En ligne</Titre></ServiceEnLigne>
<PourEnSavoirPlus ID="R3" URL="https://www.mediation-telecom.org/"><Titre>Son site</Titre>
</PourEnSavoirPlus>
</Publication>"""

SCHEMAS = ("3.4", "3.5")


def sheet(schema: str = "3.5", delays: Mapping[str, str] = DELAYS, **changes: str) -> bytes:
    """The sheet; in schema 3.4 its text stands in one situation, under another type.

    Args:
        schema: ``3.4`` or ``3.5``.
        delays: those to write, by fact.
        changes: what to write elsewhere (``date``, ``cost``, ``extra`` attributes…).
    """
    words = {
        "id": "F14373",
        "type": "Fiche Question-réponse" + (" conditionnée" if schema == "3.4" else ""),
        "extra": "" if schema == "3.4" else ' pictogramme="telephone.png" inconnu="oui"',
        "date": "modified 2025-11-26",
        "cost": "Oui, c'est <MiseEnEvidence>gratuit</MiseEnEvidence>.",
        "more": "",
        "phone": PHONE,
        "online": ONLINE,
        **changes,
    }
    body = _BODY
    for key, delay in delays.items():
        body = body.replace(f"{{{key}}}", delay)
    opening, closing = "<Texte>", "</Texte>"
    if schema == "3.4":
        opening = "<ListeSituations><Situation><Titre>Cas général</Titre><Texte>"
        closing = "</Texte></Situation></ListeSituations>"
    text = _HEAD + opening + body + closing + _TAIL
    return text.format(schema=schema, **words).encode()


def daily_zip(members: Mapping[str, bytes], others: int = 20, more: str = "") -> bytes:
    """The zip of a day: the members given among sheets on something else, made longer by more."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(others):
            archive.writestr(f"F{number}.xml", sheet(id=f"F{number}", more=more))
        for name, member in members.items():
            archive.writestr(name, member)
    return content.getvalue()


def redirections(*lines: str) -> bytes:
    """The index of redirections, with ours among others."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<Redirections xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:date>2026-11-28</dc:date>'
        '<Redirection from="F143" to="F1" date="2020-01-01" type="Fiche"/>'
        f"{''.join(lines)}</Redirections>"
    ).encode()


def saved(folder: Path, content: bytes, name: str = "telecharge") -> str:
    """The path of a file with that content."""
    file = folder / name
    file.write_bytes(content)
    return str(file)
