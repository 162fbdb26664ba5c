"""Texts as people type and Telegram counts them (no clause of its own; 4.1 and 6.2 are built on it)."""

import re
import unicodedata
from functools import lru_cache

ELLIPSIS = "…"

# White-space controls stay (they become spaces and line ends). Lone surrogates go: no database stores them.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)

_DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_WORD = re.compile(r"\w+")
_EXTENDS = "\u0300-\u036f\u200d\u20d0-\u20f0\ufe00-\ufe0f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f"
_CLUSTER = re.compile(
    "[\U0001f1e6-\U0001f1ff]{2}"  # a flag
    f"|.(?:\u200d.|[{_EXTENDS}]){{0,16}}",  # a longer pile of marks is nobody's letter: it may be split
    re.DOTALL,
)


def N_(message: str) -> str:  # noqa: N802 (the name gettext tools look for)
    """Mark a message for the catalogs where it is defined; it is translated where it is shown."""
    return message


def clean(text: str) -> str:
    """Text worth storing: NFC, nothing invisible, single spaces within a line, nothing around it."""
    if text.isprintable():  # nearly every line is: nothing in it is invisible
        return " ".join(unicodedata.normalize("NFC", text).split())
    visible = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    return "\n".join(" ".join(line.split()) for line in visible.splitlines()).strip()


def undirected(text: str) -> str:
    """Return a text without marks of direction: in a name they would turn around what the desk says beside it."""
    return _DIRECTION.sub("", text)


@lru_cache(maxsize=4)
def words_of(text: str) -> frozenset[str]:
    """Return the words of a text, each once; several rules ask for those of the same text one after the other."""
    return frozenset(_WORD.findall(text))


def one_line(text: str) -> str:
    """`clean` text with its lines joined by spaces."""
    return " ".join(clean(text).split())


def utf16_len(text: str) -> int:
    """Length in UTF-16 code units: what every limit of the Bot API counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def cut(text: str, limit: int) -> str:
    """Text of at most `limit` (1 or more) UTF-16 units; «…» ends what was cut, an emoji stays whole."""
    if utf16_len(text) <= limit:
        return text
    end, room = 0, limit - utf16_len(ELLIPSIS)
    for cluster in _CLUSTER.finditer(text):
        room -= utf16_len(cluster[0])
        if room < 0:
            break
        end = cluster.end()
    return text[:end].rstrip() + ELLIPSIS
