"""The consent to the processing of personal data: a document apart from the regulation (152-ФЗ, article 9)."""

from pathlib import Path

from bot.rules.documents import Document, document

FOLDER = Path(__file__).parent
NAME_LIMIT = 64


def in_force(own: Path | None = None) -> Document:
    """Return a company's own text, without one the newest template; either bears the name of its file.

    Raises OSError and UnicodeDecodeError.
    """
    file = own or max(FOLDER.glob("*.ru.txt"))
    return document(file.name.removesuffix(".txt").removesuffix(".ru")[:NAME_LIMIT], file.read_bytes())
