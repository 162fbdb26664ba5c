"""Texts that people are shown as they are, and that are known again by their bytes."""

import hashlib
from dataclasses import dataclass

PAGE_LIMIT = 3500
"""UTF-16 units on a page: below Telegram's 4096, so that escaping fits in."""


@dataclass(frozen=True, slots=True)
class Document:
    """A text by its name and the SHA-256 of its bytes, in hexadecimal."""

    name: str
    sha256: str
    text: str

    @property
    def version(self) -> str:
        """Name and SHA-256, as acceptances keep them."""
        return f"{self.name} {self.sha256}"

    def pages(self) -> list[str]:
        """Split the text at line ends into pages that fit into a message."""
        pages = [""]
        for line in self.text.splitlines(keepends=True):
            if len(pages[-1]) + len(line) > PAGE_LIMIT:
                pages.append("")
            pages[-1] += line
        return pages


def document(name: str, content: bytes) -> Document:
    """Make a document of UTF-8 text. Raises UnicodeDecodeError."""
    return Document(name, hashlib.sha256(content).hexdigest(), content.decode("utf-8-sig"))
