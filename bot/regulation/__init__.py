"""The regulation itself: the text requesters accept with their first request (2.3)."""

from pathlib import Path

from bot.rules.documents import Document, document

FOLDER = Path(__file__).parent


def in_force() -> Document:
    """Return the newest text; the files are named by the date from which they hold."""
    newest = max(FOLDER.glob("*.ru.txt"))
    return document(newest.name.removesuffix(".ru.txt"), newest.read_bytes())
