"""``python -m bot assess``: the assessment of a case told in options."""

import argparse
import json
import sys
from datetime import date

from bot import clock
from bot.french.date_range import DateRange
from bot.french.say import say_day, typeset
from bot.knowledge import KnowledgeError, knowledge
from bot.mediation import SOME_DAY, Assessment, Case, CaseError, Reply, assess

FORGOTTEN = ("inconnue", "je ne sais plus")
# Years beyond these are slips of the keyboard, and some cannot be counted from.
YEARS = range(1900, 2200)


class _OptionError(Exception):
    """An option that cannot be read; the message, in French, names it and gives an example."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command; dates are ISO or a French phrase."""
    reply = f"{{{','.join(reply.value for reply in Reply)}}}"
    add = parser.add_argument
    add("--operator", metavar="NOM", help="nom ou marque de l'opérateur")
    add("--complaint", metavar="DATE", help="première réclamation au service clients")
    add("--written", action="store_true", help="cette réclamation était écrite")
    add("--by-phone", action="store_true", help="cette réclamation était par téléphone")
    add("--customer-reply", metavar=reply, help="réponse du service clients")
    add("--letter", metavar="DATE", help="courrier au service consommateurs")
    add("--consumer-reply", metavar=reply, help="réponse du service consommateurs")
    add("--consumer-replied", metavar="DATE", help="jour où cette réponse a été reçue")
    add("--court", action="store_true", help="un tribunal ou un autre médiateur a le dossier")
    add("--referred", metavar="DATE", help="saisine du médiateur")
    add("--notified", metavar="DATE", help="annonce par le médiateur que le dossier est complet")
    add("--opinion", metavar="DATE", help="réception de l'avis")
    add("--today", metavar="DATE", help="jour du bilan (par défaut : aujourd'hui)")
    add("--json", action="store_true", help="écrire le bilan en JSON")


def run(arguments: argparse.Namespace) -> int:
    """Print the assessment; 0 when answered, 2 with a message on standard error otherwise."""
    try:
        today = _today(arguments.today)
        assessment = assess(_case(arguments, today), today, knowledge())
    except (_OptionError, CaseError, KnowledgeError) as error:
        print(typeset(str(error)), file=sys.stderr)
        return 2
    if arguments.json:
        print(json.dumps(assessment.as_json(), ensure_ascii=False, indent=2))
    else:
        print(_in_words(assessment))
    return 0


def _case(arguments: argparse.Namespace, today: date) -> Case:
    def day(option: str) -> DateRange | None:
        return _date(option, getattr(arguments, option.replace("-", "_")), today)

    return Case(
        operator=arguments.operator,
        member=_member(arguments.operator),
        complaint=day("complaint"),
        complaint_written=_written(arguments),
        customer_reply=_reply("customer-reply", arguments.customer_reply),
        letter=day("letter"),
        consumer_reply=_reply("consumer-reply", arguments.consumer_reply),
        consumer_replied=day("consumer-replied"),
        court=arguments.court,
        referred=day("referred"),
        notified=day("notified"),
        opinion=day("opinion"),
    )


def _written(arguments: argparse.Namespace) -> bool | None:
    if arguments.written and arguments.by_phone:
        raise _OptionError(
            "--written et --by-phone se contredisent : gardez l'une des deux options."
        )
    return arguments.written or (False if arguments.by_phone else None)


def _today(text: str | None) -> date:
    try:
        now = clock.today()
    except ValueError as error:
        raise _OptionError(str(error)) from None
    told = _date("today", text, now)
    if told is None:
        return now
    if not told.exact:
        raise _OptionError(f"--today : « {text} » n'est pas un jour précis. Exemple : 2026-03-03.")
    return told.earliest


def _date(option: str, text: str | None, today: date) -> DateRange | None:
    if text is None:
        return None
    if text.strip().lower() in FORGOTTEN:
        return SOME_DAY
    try:
        day = date.fromisoformat(text.strip())
        found: DateRange | None = DateRange(day, day)
    except ValueError:
        found = _phrase(text, today)
    if found is None or found.earliest.year not in YEARS or found.latest.year not in YEARS:
        raise _OptionError(
            f"--{option} : « {text} » n'est pas une date. "
            "Exemples : 2026-03-03, « 3 mars 2026 », « mi-août », « je ne sais plus »."
        )
    return found


def _phrase(text: str, today: date) -> DateRange | None:
    # Only when needed: most calls give ISO dates.
    from bot.french.dates import parse_date

    return parse_date(text, today)


def _reply(option: str, text: str | None) -> Reply | None:
    if text is None:
        return None
    try:
        return Reply(text)
    except ValueError:
        expected = ", ".join(reply.value for reply in Reply)
        raise _OptionError(f"--{option} : « {text} » est inconnu. Au choix : {expected}.") from None


def _member(name: str | None) -> bool | None:
    """Whether the named operator is a member; None when it must be checked."""
    if not name:
        return None
    # Only when needed: rapidfuzz takes a tenth of the command's time to import.
    from bot.operators import find_operator

    mention = find_operator(name)
    membership = mention.operator.member if mention else None
    return membership.value if membership else None


def _in_words(assessment: Assessment) -> str:
    lines = [
        f"Étape : {assessment.step.label}",
        f"Pourquoi : {assessment.reason}",
        f"À faire : {assessment.next_action}",
    ]
    if assessment.other_way:
        lines.append(f"Autre possibilité : {assessment.other_way}")
    if assessment.milestones:
        lines.append("Dates :")
        lines += [f"- {say_day(m.date)}\n  {m.explanation}" for m in assessment.milestones]
    if assessment.warnings:
        lines.append("Attention :")
        lines += [f"- {warning.explanation}" for warning in assessment.warnings]
    return typeset("\n".join(lines))
