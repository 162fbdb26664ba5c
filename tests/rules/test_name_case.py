"""Names as people type them: `typed.tsv` was written beside the rule, `kept.tsv` before it was first counted."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.people.full_names import FullName, full_name
from bot.rules.people.name_case import proper
from bot.rules.refusals import Refused

SETS = Path(__file__).parent / "names"


def pairs(name: str) -> list[list[str]]:
    return [line.split("\t") for line in (SETS / name).read_text("utf-8").splitlines()]


@pytest.mark.parametrize(("typed", "written"), pairs("typed.tsv") + pairs("kept.tsv"))
def test_clause_6_2_a_name_is_offered_in_the_letters_that_are_due(typed, written):
    assert str(proper(full_name(typed))) == written


@pytest.mark.parametrize("typed", [line for (line,) in pairs("right.tsv")])
def test_what_is_right_as_it_was_typed_stays(typed):
    assert proper(full_name(typed)) == full_name(typed)


@given(st.text("аАбвБгğİßdDvanмМак' -", min_size=3, max_size=40))
def test_what_was_offered_is_right_and_is_the_same_name(typed):
    try:
        name = full_name(typed)
    except Refused:
        return
    offered = proper(name)
    assert proper(offered) == offered
    assert len(str(offered)) == len(str(name))
    assert _folded(offered) == _folded(name)


def _folded(name: FullName) -> str:
    return str(name).translate({ord("İ"): "i"}).lower()
