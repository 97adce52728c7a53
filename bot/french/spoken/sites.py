"""Sites and e-mail addresses as they are said: a short name, never an address to type blindly."""

import re

from bot.french.spoken.vocabulary import vocabulary

# A page whose name is longer than this is a key, not words.
_LONGEST_PAGE = 40
_HOST = r"(?:[a-zA-Z0-9-]+\.)+[a-zA-Z]{2,}"
EMAIL = re.compile(rf"[\w.+-]+@{_HOST}")
# With a scheme, any host; without, only what cannot be two sentences that lack a space.
SITE = re.compile(
    r"https?://(?:[^\s/@]*@)?(?P<host>[^\s/?#,;)»]+)(?P<path>/[^\s?#)»,;]*)?(?:[?#][^\s)»,;]*)?"
    r"|(?<![\w@.-])(?:www\.)?(?P<bare>(?:[a-z0-9-]+\.)+(?:fr|com|org|net|eu))"
    r"(?P<bare_path>/[^\s?#)»,;]*)?(?![\w-])"
)


def say_site(found: re.Match[str]) -> str:
    """``médiation, tiret, télécom, point, org``, and its page if it has a name."""
    host = found["host"] or found["bare"]
    path = found["path"] or found["bare_path"] or ""
    full_stop = "." if (path or host).endswith(".") else ""
    page = _page(path.rstrip("./"))
    return _host(host.rstrip(".")) + (f", page {page}" if page else "") + full_stop


def say_email(found: re.Match[str]) -> str:
    """``accueil, arobase, argences, point, com``."""
    name, _, host = found[0].partition("@")
    return f"{_label(name)}, arobase, {_host(host)}"


def _host(host: str) -> str:
    labels = host.lower().removeprefix("www.").split(":")[0].split(".")
    return ", point, ".join(map(_label, filter(None, labels)))


def _label(label: str) -> str:
    return ", tiret, ".join(map(_word, filter(None, label.split("-"))))


def _page(path: str) -> str:
    name = path.rpartition("/")[2]
    if len(name) > _LONGEST_PAGE or "." in name:
        return ""
    return " ".join(map(_word, filter(None, re.split(r"[-_]", name))))


def _word(word: str) -> str:
    known: str = vocabulary()["sites"].get(word.lower(), word)
    return known
