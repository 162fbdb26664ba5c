"""The text that requesters accept (2.3)."""

import hashlib

from bot.regulation import FOLDER, in_force
from bot.rules.documents import PAGE_LIMIT
from bot.rules.text import utf16_len


def test_clause_2_3_the_version_is_the_date_and_the_hash_of_the_text():
    date, digest = in_force().version.split()
    content = (FOLDER / f"{date}.ru.txt").read_bytes()
    assert digest == hashlib.sha256(content).hexdigest()


def test_its_pages_hold_every_word_and_fit_into_messages():
    regulation = in_force()
    pages = regulation.pages()
    assert "".join(pages) == regulation.text
    assert all(0 < utf16_len(page) <= PAGE_LIMIT for page in pages)
