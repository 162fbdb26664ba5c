"""What Telegram says about a message beside what it holds."""

from typing import Any

import pytest
from aiogram.types import Message

from bot.rules.tickets.context import CHANNEL, NONE, PERSON, Context, Quote, Source
from handlers.surroundings import answered_here, context

GROUP = {"id": -5, "type": "supergroup", "title": "Склад"}
ANNA = {"id": 7, "is_bot": False, "first_name": "Анна", "last_name": "Смирнова"}
BY_ANNA = {"type": "user", "date": 1, "sender_user": ANNA}
QUOTE = {"text": "цена", "position": 3, "entities": [{"type": "bold", "offset": 0, "length": 4}]}
PHOTO = [{"file_id": "a", "file_unique_id": "a", "width": 1, "height": 1}]


def message(**fields: Any) -> Message:
    return Message.model_validate({"message_id": 5, "date": 1, "chat": GROUP, "text": "да"} | fields)


@pytest.mark.parametrize(
    ("fields", "known"),
    [
        ({}, NONE),
        ({"show_caption_above_media": True}, Context(caption_above=True)),
        ({"link_preview_options": {"is_disabled": True}}, Context(preview={"is_disabled": True})),
        (
            {"quote": QUOTE},
            Context(quote=Quote("цена", 3, [{"type": "bold", "offset": 0, "length": 4}])),
        ),
        ({"forward_origin": BY_ANNA}, Context(forwarded=Source(PERSON, "Анна Смирнова"))),
        (
            {"external_reply": {"origin": BY_ANNA, "photo": PHOTO}},
            Context(answered=Source(PERSON, "Анна Смирнова", "photo")),
        ),
        (
            {"external_reply": {"origin": BY_ANNA, "chat": GROUP, "message_id": 4}},
            NONE,
        ),
        (
            {"reply_to_story": {"chat": {"id": -6, "type": "channel", "title": "Новости"}, "id": 1}},
            Context(answered=Source(CHANNEL, "Новости", "story")),
        ),
        (
            {"reply_to_story": {"chat": {"id": 7, "type": "private", "first_name": "Анна"}, "id": 1}},
            Context(answered=Source(PERSON, "Анна", "story")),
        ),
    ],
)
def test_what_comes_along_with_words_is_read(fields: dict[str, Any], known: Context):
    assert context(message(**fields)) == known


@pytest.mark.parametrize(
    ("fields", "answered"),
    [
        ({}, None),
        ({"reply_to_message": message(message_id=3).model_dump(exclude_unset=True)}, "3"),
        ({"external_reply": {"origin": BY_ANNA, "chat": GROUP, "message_id": 4}}, "4"),
        ({"external_reply": {"origin": BY_ANNA, "chat": GROUP | {"id": -6}, "message_id": 4}}, None),
        ({"external_reply": {"origin": BY_ANNA}}, None),
    ],
)
def test_a_message_of_another_topic_of_the_chat_is_answered_as_well(fields: dict[str, Any], answered: str | None):
    assert answered_here(message(**fields)) == answered
