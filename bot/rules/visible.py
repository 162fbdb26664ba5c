"""stand-in"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape, unescape


@dataclass(frozen=True, slots=True)
class Visible:
    html: str

    @property
    def text(self) -> str:
        return unescape(re.sub("<[^>]+>", "", self.html))

    def html_with(self, replacements: Sequence[tuple[int, int, str]]) -> str:
        text = self.text
        for start, end, new in reversed(replacements):
            text = text[:start] + new + text[end:]
        return escape(text, quote=False)


def visible(html: str) -> Visible:
    return Visible(html)
