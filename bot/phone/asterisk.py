"""The menu as an Asterisk dialplan, for FreePBX and Wazo as well."""

from collections.abc import Iterable, Iterator
from datetime import date

from bot.french.say import say_date
from bot.knowledge.hours import Span
from bot.knowledge.town_hall import TownHall
from bot.phone.menu import HOURS, PERSON, TIMES_SAID, WAIT_SECONDS, Choice, Menu, Prompt
from bot.phone.twiml import PATH, RING_SECONDS
from bot.public_address import absolute
from bot.townhall import plain_week

# Where the sounds lie under Asterisk's own folder of sounds.
SOUNDS = "mairie"
STATUS_PATH = f"{PATH}/etat"
# Where the calls go that the assistant takes by FastAGI, and its usual address.
CASE = "mairie-dossier"
FASTAGI = "127.0.0.1:4573"
_ASTERISK_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_STAR = "*"


def extensions(menu: Menu, town_hall: TownHall, today: date) -> str:
    """The dialplan: one context for the choices, one for each answer, for a person, for a case."""
    lines = [
        f"; Menu téléphonique de la mairie ({town_hall.name}), fait le {say_date(today)}.",
        f"; Les sons de prompts/ vont dans le dossier « {SOUNDS} » des sons d'Asterisk.",
        "; Envoyez les appels vers le contexte mairie, extension s :  Goto(mairie,s,1)",
        "",
        "[globals]",
        "; Le poste d'accueil. À changer.",
        "MAIRIE_POSTE=PJSIP/accueil",
        "; L'assistant dit si la mairie est ouverte. Sans lui, les horaires habituels valent.",
        f"MAIRIE_ETAT={absolute(STATUS_PATH)}",
        "; Où il prend les appels qui parlent d'un dossier (son réglage FASTAGI).",
        f"MAIRIE_AGI={FASTAGI}",
        "",
        "[mairie]",
        *_choices(menu),
    ]
    for choice in menu.choices:
        if choice.name != PERSON:
            lines += ["", f"[{_context(choice)}]", *_answer(menu, choice)]
    lines += ["", f"[mairie-{PERSON}]", *_person(menu, town_hall, today)]
    lines += ["", f"[{CASE}]", *_case(), ""]
    return "\n".join(lines)


def _choices(menu: Menu) -> Iterator[str]:
    yield from _extension(
        "s",
        "Answer()",
        "Set(FOIS=1)",
        f"Background({_sounds([menu.welcome])})",
        f"(choix)Background({_sounds([menu.offers])})",
        f"WaitExten({WAIT_SECONDS})",
    )
    yield from _keys(menu, menu.repeat, "mairie,s,choix")
    yield from _again("t", menu.silence, f"mairie-{PERSON},s,1", "s,choix")
    yield from _again("i", menu.invalid, f"mairie-{PERSON},s,1", "s,choix")


def _answer(menu: Menu, choice: Choice) -> Iterator[str]:
    status = _status() if choice.name == HOURS else ()
    yield from _extension(
        "s",
        "Set(FOIS=1)",
        *status,
        f"(dire)Background({_sounds(choice.prompts)})",
        f"(apres)Background({_sounds([menu.after])})",
        f"WaitExten({WAIT_SECONDS})",
    )
    yield from _keys(menu, menu.repeat, f"{_context(choice)},s,1")
    yield from _extension(_STAR, "Set(FOIS=1)", "Goto(mairie,s,choix)")
    yield from _again("t", menu.silence, "fin,1", "s,apres")
    yield from _again("i", menu.invalid, f"mairie-{PERSON},s,1", "s,apres")
    yield from _extension("fin", f"Playback({_sounds([menu.goodbye])})", "Hangup()")


def _case() -> Iterator[str]:
    """A call that the assistant takes, by keys; without it, the menu; after it, a person."""
    yield from _extension(
        "s",
        "Answer()",
        "AGI(agi://${MAIRIE_AGI})",
        'GotoIf($["${AGISTATUS}"="FAILURE"]?mairie,s,1)',
        f"Goto(mairie-{PERSON},s,1)",
    )


def _person(menu: Menu, town_hall: TownHall, today: date) -> Iterator[str]:
    """The town hall unless the assistant says that it is closed; without it, by the usual hours."""
    opened = "ouverte"
    times = [
        f"GotoIfTime({span.start:%H:%M}-{_last_minute(span)},{day},*,*?{opened})"
        for day, span in _usual_spans(town_hall, today)
    ]
    yield from _extension(
        "s",
        "Set(ETAT=${CURL(${MAIRIE_ETAT})})",
        'GotoIf($["${ETAT}"=""]?habitude)',
        f'GotoIf($[${{REGEX("^{SOUNDS}/p-la-mairie-est-ouverte" ${{ETAT}})}}]?{opened})',
        "Playback(${ETAT})",
        # By appointment, or with words beside the hours: told first, then somebody is there.
        f'GotoIf($[${{REGEX("^{SOUNDS}/p-en-ce-moment" ${{ETAT}})}}]?{opened})',
        "Goto(fin)",
        f"({opened})Playback({_sounds([menu.transfer])})",
        f"Dial(${{MAIRIE_POSTE}},{RING_SECONDS})",
        f"Playback({_sounds([menu.nobody])})",
        f"(fin)Playback({_sounds([menu.goodbye])})",
        "Hangup()",
        *(f"{'(habitude)' if n == 0 else ''}{time}" for n, time in enumerate(times)),
        f"Playback({_sounds(_week(menu))})",
        "Goto(fin)",
    )


def _keys(menu: Menu, repeat: str, again: str) -> Iterator[str]:
    for choice in menu.choices:
        yield from _extension(choice.key, f"Goto({_context(choice)},s,1)")
    yield from _extension(repeat, f"Goto({again})")


def _again(extension: str, told: Prompt, at_last: str, back: str) -> Iterator[str]:
    """Said again, so many times in all; then elsewhere."""
    yield from _extension(
        extension,
        f"GotoIf($[${{FOIS}}>={TIMES_SAID}]?{at_last})",
        "Set(FOIS=$[${FOIS}+1])",
        f"Playback({_sounds([told])})",
        f"Goto({back})",
    )


def _status() -> tuple[str, ...]:
    return (
        "Set(ETAT=${CURL(${MAIRIE_ETAT})})",
        'ExecIf($["${ETAT}"!=""]?Background(${ETAT}))',
    )


def _week(menu: Menu) -> tuple[Prompt, ...]:
    hours = menu.choice(HOURS)
    assert hours, "the menu tells the hours"
    return hours.prompts


def _usual_spans(town_hall: TownHall, today: date) -> Iterator[tuple[str, Span]]:
    for day in plain_week(town_hall, today):
        for span in day.spans:
            yield _ASTERISK_DAYS[day.day.weekday()], span


def _last_minute(span: Span) -> str:
    """Asterisk counts the last minute as inside."""
    minutes = span.end.hour * 60 + span.end.minute - 1
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _context(choice: Choice) -> str:
    return f"mairie-{choice.name}"


def _sounds(prompts: Iterable[Prompt]) -> str:
    return "&".join(f"{SOUNDS}/{prompt.name}" for prompt in prompts)


def _extension(name: str, *steps: str) -> Iterator[str]:
    """The lines of one extension; a step may begin with its label in brackets."""
    for number, step in enumerate(steps):
        label, application = "", step
        if step.startswith("("):
            label, _, application = step.partition(")")
            label += ")"
        head = f"exten => {name},1," if number == 0 else f" same => n{label},"
        if number == 0 and label:
            head = f"exten => {name},1{label},"
        yield head + application
