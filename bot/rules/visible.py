"""The text inside the desk: what people read of it (3.1, 3.5), and how a part is replaced with the markup kept.

It is HTML with the tags a, b, i, u, s, code, pre and blockquote, and tg-spoiler for what is covered. Line ends are line
ends; `&`, `<` and `>` are escaped. Intake turns what its channel has into this, delivery into what its channel shows,
and `plain` serves where nothing can be formatted.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from html import escape, unescape

_TAG, _ENTITY = r"<[^>]*>", r"&(?:#\d+|#x[0-9a-f]+|\w+);"
_TAGS, _ENTITIES = re.compile(_TAG), re.compile(_ENTITY, re.IGNORECASE)
_PIECE = re.compile(f"(?P<tag>{_TAG})|{_ENTITY}|.", re.DOTALL | re.IGNORECASE)

_LINK = re.compile(r'<a href="(?P<address>https?:[^"]*)">(?P<words>.*?)</a>', re.DOTALL)
_QUOTED = re.compile(r"<(code|pre)\b.*?</\1>", re.DOTALL)


@dataclass(frozen=True)
class Visible:
    """A text with its markup."""

    html: str

    @cached_property
    def text(self) -> str:
        """What people read: tags gone, entities resolved."""
        return _read(self.html)

    @cached_property
    def quoted(self) -> tuple[tuple[int, int], ...]:
        """Where in `text` there is <code> or <pre>: what a machine says is quoted as it is."""
        return tuple(
            (len(_read(self.html[: match.start()])), len(_read(self.html[: match.end()])))
            for match in _QUOTED.finditer(self.html)
        )

    def html_with(self, replacements: Sequence[tuple[int, int, str]]) -> str:
        """Return the HTML with parts of `text` replaced: (start, end, new); what is new is put where the part began."""
        begins = {start: escape(new, quote=False) for start, _, new in replacements}
        gone = {at for start, end, _ in replacements for at in range(start, end)}
        made, at = [], 0
        for piece in _PIECE.finditer(self.html):
            if piece["tag"]:
                made.append(piece["tag"])
                continue
            made.append(begins.get(at, ""))
            if at not in gone:
                made.append(piece[0])
            at += len(unescape(piece[0]))
        return "".join(made)


def _read(html: str) -> str:
    if "<" not in html and "&" not in html:
        return html
    return _ENTITIES.sub(lambda entity: unescape(entity[0]), _TAGS.sub("", html))


@lru_cache(maxsize=4)
def visible(html: str) -> Visible:
    """Look at a text; several rules do so with the same one after the other."""
    return Visible(html)


def plain(html: str) -> str:
    """Write a text for where nothing can be formatted: the address of a link follows its words."""
    return _read(_LINK.sub(_spelled_out, html))


def _spelled_out(link: re.Match[str]) -> str:
    words, address = link["words"], link["address"]
    return words if _read(words) == _read(address) else f"{words} ({address})"
