"""What of an update can be kept: the rest is taken out where it stands, and all around it stays."""

import json
from typing import Any

import pytest
from aiogram.types import MessageEntity
from hypothesis import example, given
from hypothesis import strategies as st

from bot.channels.telegram.readable import IDS, LIMITS, MOST_DEPTH, fitting, is_plain, readable
from bot.rules.text import utf16_len
from bot.rules.visible import Visible
from handlers.markup import as_html

KINDS = ["bold", "italic", "code", "pre", "blockquote", "text_link", "text_mention", "mention", "spoiler", "next_year"]
EXTRAS = {"text_link": {"url": "https://t.ru"}, "text_mention": {"user": {"id": 5, "is_bot": False, "first_name": "А"}}}
MARKS = st.builds(
    lambda kind, offset, length, whole: {"type": kind, "offset": offset, "length": length}
    | (EXTRAS.get(kind, {}) if whole else {}),
    st.sampled_from(KINDS), st.integers(-2, 12), st.integers(-2, 12), st.booleans(),
)  # fmt: skip
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.just("\ud83d")
TREES = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner))


def message(**fields: Any) -> dict[str, Any]:
    return {"update_id": 1, "message": {"message_id": 2, **fields}}


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ({"text": "до\0\ud83dпосле"}, {"text": "до\ufffd\ufffdпосле"}),
        ({"text": "👩\u200d👧"}, {"text": "👩\u200d👧"}),
        ({"reply_to_message": {"message_id": 2**63, "text": "а"}}, {"reply_to_message": {"text": "а"}}),
        ({"n": [2**63 - 1, 2**63, 10**400]}, {"n": [2**63 - 1]}),
        ({"n": [-(2**63), 0.5, float("inf"), float("nan")]}, {"n": [-(2**63), 0.5]}),
        ({"from": {"first_name": "я" * 99, "username": "x" * 99}}, {"from": {"first_name": "я" * 64}}),
        ({"document": {"file_id": "a\0", "file_name": "x" * 300}}, {"document": {"file_name": "x" * 255}}),
        ({"media_group_id": "\0", "album": True}, {"album": True}),
        ({"\0": 1}, {"\ufffd": 1}),
        ({"text": "раз", "entities": [{"type": "bold", "offset": 1, "length": 5}]}, {"text": "раз", "entities": []}),
        ({"caption": "раз", "caption_entities": [5]}, {"caption": "раз", "caption_entities": []}),
        ({"text": "раз", "caption_entities": [{"type": "text_mention"}]}, {"text": "раз", "caption_entities": []}),
        ({"entities": [{"type": "bold", "offset": 0, "length": 1}]}, {"entities": []}),
        ({"entities": "none", "text": "раз"}, {"entities": "none", "text": "раз"}),
    ],
)  # fmt: skip
def test_what_cannot_be_kept_is_taken_out_where_it_stands(said: dict[str, Any], read: dict[str, Any]):
    assert readable(message(**said)) == message(**read)


def test_what_lies_too_deep_is_left_out():
    deep: Any = "слова"
    for _ in range(500):
        deep = {"reply_to_message": deep}
    read = json.dumps(readable(message(text="да", reply_to_message=deep)))
    assert json.loads(read)["message"]["text"] == "да"
    assert 10 < read.count("reply_to_message") < MOST_DEPTH


@given(st.dictionaries(st.text(max_size=3), TREES, max_size=4))
def test_whatever_comes_can_be_stored_afterwards_and_is_not_read_again(update: dict[str, Any]):
    read = readable(update)
    assert "\0" not in json.dumps(read, ensure_ascii=False, allow_nan=False).encode().decode().replace("\\u0000", "\0")
    assert readable(read) == read


@example("а<", [{"type": "bold", "offset": 0, "length": 1}, {"type": "next_year", "offset": 0, "length": 2}])
@given(st.text("аб<&𝒜\n", max_size=8), st.lists(MARKS, max_size=8))
def test_whatever_marks_a_text_has_its_words_are_shown_once(text: str, marks: list[dict[str, Any]]):
    html = as_html(text, [MessageEntity(**mark) for mark in fitting(text, marks)])
    assert Visible(html).text == text


@pytest.mark.parametrize(
    ("marks", "kept"),
    [
        ([("bold", 0, 3), ("italic", 3, 3)], ["bold", "italic"]),
        ([("italic", 0, 2), ("bold", 0, 6)], ["bold", "italic"]),
        ([("bold", 0, 3), ("italic", 2, 3)], ["bold"]),
        ([("bold", 0, 6)], ["bold"]),
        ([("bold", 0, 7)], []),
        ([("bold", 5, 1)], []),  # in the middle of a character
        ([("bold", 0, 0)], []),
        ([("text_link", 0, 2)], []),
    ],
)
def test_marks_are_kept_as_far_as_they_fit(marks: list[tuple[str, int, int]], kept: list[str]):
    text = "абвг𝒜"
    assert utf16_len(text) == 6
    given_ = [{"type": kind, "offset": offset, "length": length} for kind, offset, length in marks]
    assert [mark["type"] for mark in fitting(text, given_)] == kept


@pytest.mark.parametrize(
    "spoilt", [{"type": None}, {"offset": "0"}, {"offset": True}, {"length": None}, {"length": 1.0}]
)
def test_what_is_no_mark_is_none(spoilt: dict[str, Any]):
    mark = {"type": "bold", "offset": 0, "length": 1}
    assert fitting("раз", [None, 5, {}, mark, mark | spoilt]) == [mark]


NAMES = st.sampled_from([*LIMITS, *IDS, "text", "caption", "entities", "caption_entities", "message", "n"])
LONG = st.sampled_from(["я" * 64, "я" * 65, "x" * 255, "x" * 256, '"' * 70, "\\u", "до\0", 2**63, -(2**63) - 1, 1e300])
UPDATES = st.recursive(
    SCALARS | LONG | st.lists(MARKS, max_size=2),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=4),
)


@example({"first_name": ["я" * 65, ["x" * 300]]}, False)
@example({"first_name": '"' * 70}, False)
@given(st.dictionaries(NAMES, UPDATES, max_size=4), st.booleans())
def test_what_is_taken_for_plain_would_be_left_as_it_is(update: dict[str, Any], escaped: bool):
    payload = json.dumps(update, ensure_ascii=escaped)
    try:
        payload.encode()
    except UnicodeEncodeError:
        payload = json.dumps(update)
    if is_plain(payload):
        read = json.loads(payload)
        assert readable(read) == read


def test_ordinary_messages_are_plain_whatever_they_say():
    said = "Не открывается каталог: ошибка 42, «доступ запрещён», прошу проверить до пятницы. " * 20
    given = message(text=said, date=1770102000, chat={"id": -1001234567890123, "title": "Поддержка"})
    assert is_plain(json.dumps(given, ensure_ascii=False))
    assert not is_plain(json.dumps(given | {"entities": []}, ensure_ascii=False))
