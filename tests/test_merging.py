"""Which waiting texts share a message, and which changes a later one makes needless."""

from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.app import utc_now
from bot.channels.superseded import is_superseded
from bot.channels.telegram.merging import TEXT_LIMIT, fitting, text_of
from bot.rules.text import utf16_len
from bot.rules.visible import visible
from db.outbox import Parcel
from db.tickets.messages import Message

ZONE = ZoneInfo("Europe/Moscow")
FIRST = Message(
    1, 1, 1, False, "telegram", "101", "1", "text", "раз", None, False, None, None, None, False, utc_now(), None, None
)


def taken(*waiting: Message, answers: tuple[int, ...] = ()) -> list[int]:
    return [message.id for message in fitting([FIRST, *waiting], answers, ZONE)]


@pytest.mark.parametrize(
    "obstacle",
    [
        {"kind": "photo"},
        {"reply_to": 1},
        {"deleted_at": utc_now()},
        {"by_operator": True},
        {"html": "о" * TEXT_LIMIT},
        {"id": 0},
    ],
    ids=lambda obstacle: next(iter(obstacle)),
)
def test_what_is_no_plain_text_ends_the_common_message(obstacle: dict[str, object]):
    second, third = replace(FIRST, id=2), replace(FIRST, id=3)
    assert taken(second, third) == [1, 2, 3]
    assert taken(replace(second, **obstacle), third) == [1]


@pytest.mark.parametrize(("answers", "ids"), [((), [1, 3, 5]), ((2,), [1]), ((4,), [1, 3]), ((6,), [1, 3, 5])])
def test_an_answer_between_two_ends_it(answers: tuple[int, ...], ids: list[int]):
    assert taken(replace(FIRST, id=3), replace(FIRST, id=5), answers=answers) == ids


@given(
    st.lists(st.sampled_from(["а", "😀", "&lt;", "<b>а</b>"]).flatmap(lambda t: st.integers(1, 1500).map(t.__mul__)))
)
def test_as_many_are_taken_as_telegram_counts_into_one_message(texts: list[str]):
    waiting = [replace(FIRST, id=number, html=html) for number, html in enumerate(texts)]
    together = fitting(waiting, [], ZONE)
    assert utf16_len(visible(text_of(together, ZONE)).text) <= TEXT_LIMIT
    if len(together) < len(waiting):
        assert utf16_len(visible(text_of(waiting[: len(together) + 1], ZONE)).text) > TEXT_LIMIT


def parcel(kind: str, message: int | None = None, **body: object) -> Parcel:
    return Parcel(1, "telegram", "ticket:1", kind, body, 1, message, utc_now(), 0, utc_now())


def rewriting(message: int, method: str = "editMessageText") -> Parcel:
    return parcel("call", method=method, params={"message_id": message})


@pytest.mark.parametrize(
    ("first", "later", "overtaken"),
    [
        (parcel("show"), parcel("show"), True),
        (parcel("show"), parcel("relay", 1), False),
        (parcel("relay", 1), parcel("relay", 1), False),
        (parcel("notice"), parcel("notice"), False),
        (parcel("edit", 1, media=False), parcel("edit", 1, media=False), True),
        (parcel("edit", 1, media=True), parcel("edit", 1, media=True), True),
        (parcel("edit", 1, media=True), parcel("edit", 1, media=False), False),
        (parcel("edit", 1, media=False), parcel("edit", 2, media=False), False),
        (parcel("edit", 1, media=False), parcel("edit", 1, media=False, look=True), False),
        (parcel("edit", 1, media=False, look=True), parcel("edit", 1, media=False), True),
        (parcel("edit", 1, media=False, look=True), parcel("edit", 1, media=False, look=True), True),
        (parcel("react", 1, emoji="👍"), parcel("react", 1, emoji=None), True),
        (rewriting(1), rewriting(1), True),
        (rewriting(1), rewriting(2), False),
        (rewriting(1, "deleteMessage"), rewriting(1, "deleteMessage"), False),
    ],
)
def test_a_change_that_a_later_one_shows_as_well_needs_no_call(first: Parcel, later: Parcel, *, overtaken: bool):
    assert is_superseded(first, [first, parcel("relay", 9), replace(later, id=2)]) is overtaken
    assert not is_superseded(first, [first])


def test_what_is_tried_again_behind_a_later_one_covers_nothing():
    later = replace(rewriting(1), id=2)
    assert not is_superseded(later, [later, rewriting(1)])
