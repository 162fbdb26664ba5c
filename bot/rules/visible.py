"""What people read of Telegram's HTML (3.1, 3.5), and how a part of it is replaced with the markup kept."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape, unescape

_TAG, _ENTITY = r"<[^>]*>", r"&(?:#\d+|#x[0-9a-f]+|\w+);"
_TAGS, _ENTITIES = re.compile(_TAG), re.compile(_ENTITY, re.IGNORECASE)
_PIECE = re.compile(f"(?P<tag>{_TAG})|{_ENTITY}|.", re.DOTALL | re.IGNORECASE)

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
    return _ENTITIES.sub(lambda entity: unescape(entity[0]), _TAGS.sub("", html))


def visible(html: str) -> Visible:
    """Look at Telegram's HTML."""
    return Visible(html)
