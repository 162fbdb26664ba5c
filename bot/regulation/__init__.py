"""The regulation itself: the text requesters accept with their first request (2.3)."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent
PAGE_LIMIT = 3500
"""UTF-16 units on a page: below Telegram's 4096, so that escaping fits in."""


@dataclass(frozen=True, slots=True)
class Regulation:
    """The text in force; `version` is its date and the SHA-256 of its bytes."""

    version: str
    text: str

    def pages(self) -> list[str]:
        """Split the text at line ends into pages that fit into a message."""
        pages = [""]
        for line in self.text.splitlines(keepends=True):
            if len(pages[-1]) + len(line) > PAGE_LIMIT:
                pages.append("")
            pages[-1] += line
        return pages


def in_force() -> Regulation:
    """Return the newest text; the files are named by the date from which they hold."""
    newest = max(FOLDER.glob("*.ru.txt"))
    content = newest.read_bytes()
    version = f"{newest.name.removesuffix('.ru.txt')} {hashlib.sha256(content).hexdigest()}"
    return Regulation(version, content.decode())
