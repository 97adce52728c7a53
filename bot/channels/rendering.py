"""One turn of the assistant as the few messages of an app: texts, then choices, then files."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.channels.message import Choice, Document, Limits, Outgoing
from bot.channels.titles import fitted
from bot.channels.wording import tell
from bot.french.say import typeset

# Where a text that is too long may be cut, the best place first.
_CUTS = ("\n", ". ", " ")
_ADDRESS_AT_END = re.compile(r"[\s\N{NO-BREAK SPACE}]*:[\s\N{NO-BREAK SPACE}]*https?://\S+$")


@dataclass(frozen=True)
class Turn:
    """What is said in one turn, before it is cut into messages.

    Attributes:
        paragraphs: in order.
        choices: all those on offer, whatever the paragraph they follow.
        numbered: whether they are told by their numbers.
        documents: to take away.
    """

    paragraphs: tuple[str, ...]
    choices: tuple[Choice, ...]
    numbered: bool
    documents: tuple[Document, ...]


def read_turn(said: Sequence[Mapping[str, Any]], limits: Limits) -> Turn:
    """A turn as the REST channel gives it.

    The structured steps are dropped, since their words are said beside them. So is the mark of an
    erased conversation, which only a screen needs.

    Args:
        said: messages with ``text``, ``buttons`` and ``custom``.
        limits: those of the app.
    """
    titles = Counter(button["title"] for m in said for button in m.get("buttons") or ())
    count = sum(titles.values())
    # Lines that each have a « Changer » are told apart by their numbers.
    same = any(times > 1 for times in titles.values())
    numbered = same or count > limits.choices
    paragraphs: list[str] = []
    choices: list[Choice] = []
    documents: list[Document] = []
    for message in said:
        text, custom = str(message.get("text") or ""), message.get("custom") or {}
        if custom.get("type") == "file":
            documents.append(_document(text, custom))
            continue
        lines = [text] if text else []
        options: list[str] = []
        for button in message.get("buttons") or ():
            number = len(choices) + 1
            title = f"{button['title']} {number}" if same else button["title"]
            choices.append(Choice(fitted(title, limits.title), button["payload"], text))
            if same and lines:
                lines[0] = f"{number}. {text}"
            elif limits.brief:
                options.append(f"{number} ({choices[-1].title})")
            elif numbered:
                lines.append(f"{number}. {button['title']}")
        if options:
            lines.append(f"Répondez {', '.join(options)}.")
        if lines:
            paragraphs.append("\n".join(lines))
    return Turn(tuple(paragraphs), tuple(choices), numbered, tuple(documents))


def messages_of(turn: Turn, limits: Limits, links: Mapping[str, str]) -> list[Outgoing]:
    """The messages of a turn.

    Args:
        turn: what is said.
        limits: those of the app.
        links: the short address of each document that is not sent as a file, by its own; those
            that one address opens are said on one line.
    """
    captions: dict[str, list[str]] = {}
    for each in turn.documents:
        if each.url in links:
            captions.setdefault(links[each.url], []).append(each.caption)
    linked = [typeset(f"{_listed(said)} : {link}") for link, said in captions.items()]
    paragraphs = list(turn.paragraphs)
    if paragraphs and len(turn.choices) > limits.choices and not limits.brief:
        paragraphs[-1] += f"\n{tell('by_number')}"
    # The choices follow the question, which stays last.
    place = len(paragraphs) - 1 if turn.choices else len(paragraphs)
    paragraphs[place:place] = ["\n".join(linked)] if linked else []
    files = [Outgoing(document=each) for each in turn.documents if each.url not in links]
    texts = _texts(paragraphs, turn, limits)
    if limits.choices_last and turn.choices:
        return [*texts[:-1], *files, *texts[-1:]]
    return [*texts, *files]


def as_links(turn: Turn, limits: Limits) -> list[Document]:
    """The documents to be given by an address: beyond the messages of a turn, or of a strange type.

    The first are the most useful: they are files.
    """
    texts = len(_texts(list(turn.paragraphs), turn, limits))
    room = limits.messages - texts
    linked = []
    for document in turn.documents:
        if document.mime.partition(";")[0] in limits.files and room > 0:
            room -= 1
        else:
            linked.append(document)
    return linked


def _texts(paragraphs: list[str], turn: Turn, limits: Limits) -> list[Outgoing]:
    shown = turn.choices if len(turn.choices) <= limits.choices else ()
    between = "\n" if limits.brief else "\n\n"
    whole = between.join(paragraphs)
    if shown and len(whole) > limits.text_with_choices:
        *start, question = _cut(paragraphs[-1], limits.text_with_choices)
        texts = [
            *_packed([*_pieces(paragraphs[:-1], limits.text), *start], limits.text, between),
            question,
        ]
    else:
        texts = _packed(_pieces(paragraphs, limits.text), limits.text, between)
    messages = [Outgoing(text) for text in texts]
    if shown and messages:
        messages[-1] = replace(messages[-1], choices=shown)
    return messages


def _pieces(paragraphs: list[str], most: int) -> list[str]:
    return [piece for each in paragraphs for piece in _cut(each, most)]


def _packed(pieces: list[str], most: int, between: str) -> list[str]:
    """As few texts as possible, none cut."""
    texts: list[str] = []
    for piece in pieces:
        if texts and len(texts[-1]) + len(between) + len(piece) <= most:
            texts[-1] += between + piece
        else:
            texts.append(piece)
    return texts


def _cut(text: str, most: int) -> list[str]:
    """A text in pieces, cut between lines, sentences, words, or anywhere."""
    pieces = []
    while len(text) > most:
        places = (text.rfind(sign, 1, most) + len(sign) for sign in _CUTS if text.find(sign) > 0)
        end = next((place for place in places if most // 2 < place <= most), most)
        pieces.append(text[:end].strip())
        text = text[end:].strip()
    return [*pieces, text] if text else pieces


def _listed(captions: list[str]) -> str:
    """« Lettre au médiateur, fiche, agenda »."""
    first, *others = captions
    return ", ".join([first, *(each[0].lower() + each[1:] for each in others)])


def _document(text: str, custom: Mapping[str, Any]) -> Document:
    caption = _ADDRESS_AT_END.sub("", text)
    return Document(caption, custom["name"], custom["mime"], custom["url"])
