"""What comes along with words is kept as it came."""

import json

import pytest

from bot.rules.tickets.context import CHANNEL, NONE, Context, Quote, Source, unpacked
from bot.rules.tickets.data_requests import Item, Kind

CASES = [
    Context(quote=Quote("цена", 4, [{"type": "bold", "offset": 0, "length": 4}])),
    Context(answered=Source(CHANNEL, "Новости", "photo", "завтра"), caption_above=True),
    Context(forwarded=Source("person", "Пётр"), preview={"is_disabled": True}),
    Context(asked=Item(Kind.OWN, "", "С какого дня?")),
]


@pytest.mark.parametrize("context", CASES)
def test_what_is_packed_comes_back_through_json(context: Context):
    packed = context.packed()
    assert packed is not None
    assert unpacked(json.loads(json.dumps(packed))) == context


def test_a_new_look_leaves_whose_words_it_is():
    before, after = CASES[2], Context(caption_above=True)
    assert before.shown_as(after) == Context(forwarded=Source("person", "Пётр"), caption_above=True)
    assert after.shown_as(before) == Context(preview={"is_disabled": True})


def test_nothing_is_packed_as_nothing():
    assert NONE.packed() is None
    assert unpacked(None) == NONE
