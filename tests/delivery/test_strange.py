"""Strange updates, some hundreds of them: no process ends, the queue goes on. `make soak` sends twenty thousand."""

import random
from collections.abc import AsyncIterator

import pytest

from tests.delivery.processes import Nursery, nursery
from tests.soak import fuzz
from tests.soak.__main__ import strange_table
from tests.soak.fuzz import Outcome, Plan, kind_of, run
from tests.soak.mutations import JSON, SOMEBODY, has_words, mutated

UPDATES = 150
MESSAGE: JSON = {
    "message_id": 7,
    "date": 1770102000,
    "chat": {"id": 101, "type": "private"},
    "from": {"id": 101, "is_bot": False, "first_name": "Анна"},
    "text": "Не открывается",
}


@pytest.fixture(scope="module")
async def desks(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Nursery]:
    async with nursery(tmp_path_factory.mktemp("desks")) as started:
        yield started


@pytest.mark.xdist_group("kill")
@pytest.mark.parametrize("way", fuzz.WAYS)
async def test_strange_updates_end_no_process_and_hold_up_nobody(database_url: str, desks: Nursery, way: str):
    outcome = await run(database_url, desks, Plan(UPDATES, way))
    assert outcome.problems == []
    assert outcome.updates >= UPDATES
    assert outcome.ordinary >= UPDATES / fuzz.ORDINARY_EVERY
    assert f"| any | {way} | {outcome.updates} | {outcome.ordinary} |" in strange_table({("any", way): outcome})


def test_the_same_seed_makes_the_same_updates():
    first, second, other = (
        [mutated({"message": MESSAGE}, dice) for _ in range(200)] for dice in map(random.Random, (1, 1, 2))
    )
    assert str(first) == str(second) != str(other)
    assert MESSAGE["text"] == "Не открывается"
    assert SOMEBODY == {"id": 777000, "is_bot": False, "first_name": "Кто-то"}


@pytest.mark.parametrize(
    ("update", "expected"),
    [
        ({"message": MESSAGE}, True),
        ({"edited_message": MESSAGE}, True),
        ({"message": MESSAGE | {"text": " ", "caption": "x"}}, True),
        ({"message": MESSAGE | {"entities": 5, "next_year": {}}}, True),
        ({"message": MESSAGE | {"text": "\n"}}, False),
        ({"message": MESSAGE | {"message_id": True}}, False),
        ({"message": MESSAGE | {"message_id": 2**31}}, False),
        ({"message": MESSAGE | {"date": None}}, False),
        ({"message": MESSAGE | {"chat": {"id": 101, "type": "next_year"}}}, False),
        ({"message": MESSAGE | {"from": {"id": 101, "is_bot": False}}}, False),
        ({"message": {name: part for name, part in MESSAGE.items() if name != "from"}}, False),
        ({"message": []}, False),
        ({"callback_query": {"message": MESSAGE}}, False),
        ({}, False),
    ],
)
def test_words_are_a_text_whose_writer_and_place_are_known(update: JSON, expected: bool):
    assert has_words(update) is expected


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        ("2 validation errors for Update\nmessage.photo.3.width\n  x", "ValidationError at message.photo.width"),
        ("TypeError('x')", "TypeError"),
        ("", ""),
        (None, ""),
    ],
)  # fmt: skip
def test_errors_are_counted_by_their_kind(error: str | None, kind: str):
    assert kind_of(error) == kind


def test_what_was_set_aside_is_listed_with_words_first():
    outcome = Outcome(memory=[100.0, 110.0, 111.0, 112.5])
    outcome.set_aside.update({"TypeError": 9, "ValueError": 2})
    outcome.words_lost.update({"ValueError": 1})
    lines = strange_table({("sqlite", "polling"): outcome}).splitlines()
    assert lines[2] == "| sqlite | polling | 0 | 0 | 11 | 1 | 0 | +2 | 0 |"
    kinds = ["      2, with words    1: ValueError", "      9, with words    0: TypeError"]
    assert lines[3:] == ["set aside:", "sqlite by polling", *kinds]
