"""The labelled sets of sets/times.md: what is wanted of them is reached, on the half that nobody tuned to as well."""

import pytest

from bot.rules.deadlines.promises import find, vague
from bot.rules.moderation.instructions import is_instruction
from tests.rules.sets import times
from tests.rules.sets.outside.measure import CALENDAR, NOW


@pytest.fixture(scope="module")
def rows() -> dict[str, times.Row]:
    return {row.what: row for row in times.rows(asked=[])}  # the guide: tests/db/test_guide_set.py


@pytest.mark.parametrize(
    "what", ["deadlines in own words as meant", "promises: recall", "promises: precision", "instructions: precision"]
)
def test_clauses_3_4_and_4_3_as_much_is_understood_as_wanted(what: str, rows: dict[str, times.Row]):
    row = rows[what]
    for half in (row.development, row.kept):
        assert half.right >= row.wanted * half.of, str(row)


@pytest.mark.parametrize(("name", "least"), [("deadlines", 160), ("promises", 160), ("instructions", 160)])
def test_a_set_is_large_enough_and_holds_no_text_twice(name: str, least: int):
    found = times.lines(f"{name}.tsv")
    assert len(found) == len({tuple(line.values())[:-1] for line in found}) >= least


@pytest.mark.parametrize("line", times.lines("promises_tuned.tsv"), ids=lambda line: line["text"])
def test_clause_3_4_kinds_of_promises_that_the_rule_was_tuned_by(line: dict[str, str]):
    assert (find(line["text"], NOW, CALENDAR) is None and vague(line["text"]) is None) is (line["meant"] == "no")


@pytest.mark.parametrize("line", times.lines("instructions_tuned.tsv"), ids=lambda line: line["text"])
def test_clause_3_6_kinds_of_instructions_that_the_detector_was_tuned_by(line: dict[str, str]):
    assert is_instruction(line["text"]) is (line["meant"] == "yes")
