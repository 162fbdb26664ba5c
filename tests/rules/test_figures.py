"""What `make words` counts does not get worse: the figures of both halves, whichever texts fail."""

import pytest

from tests.rules.words import BLIND, ROWS, Row, texts

REACHED = 0.97
"""Of what is wanted: the kept half of a set may be a little below."""


@pytest.mark.parametrize("row", ROWS, ids=[row.name for row in ROWS])
def test_the_rules_about_words_are_right_as_often_as_is_wanted(row: Row):
    every = row.texts()
    for half in (every[::2], every[1::2]):
        right = sum(map(row.right, half))
        assert right >= row.wanted * REACHED * len(half), f"{right} of {len(half)}"


MEASURED = (51, 72, 29, 22, 50, 68, 51, 37, 30, 20)
"""Of each blind set's kept half on 2026-12-01: clean texts and promises are short of what is wanted."""


@pytest.mark.parametrize(("row", "least"), [*zip(BLIND, MEASURED, strict=True)], ids=[row.name for row in BLIND])
def test_the_blind_sets_are_right_as_often_as_they_were(row: Row, least: int):
    every = row.texts()
    assert sum(map(row.right, every[::2])) >= row.wanted * REACHED * len(every[::2])
    assert sum(map(row.right, every[1::2])) >= least


@pytest.mark.parametrize(
    ("name", "least"), [("jargon", 240), ("clean", 300), ("obscene", 120), ("insults", 60), ("decent", 320)]
)
def test_the_sets_are_as_large_as_is_wanted_and_have_no_text_twice(name: str, least: int):
    assert len(set(texts(name))) == len(texts(name)) >= least
