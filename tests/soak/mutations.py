"""Updates as nobody expects them: what a random change makes of one that Telegram would send."""

import copy
import random
from collections.abc import Callable, Iterator
from typing import Any

JSON = dict[str, Any]

NUMBERS: tuple[Any, ...] = (
    0,
    -1,
    1,
    10**9,
    2**31 - 1,
    2**31,
    -(2**31) - 1,
    2**52,
    2**53 + 1,
    2**63 - 1,
    2**63,
    -(2**63) - 1,
    10**30,
    10**400,
    0.5,
    1e300,
    float("inf"),
    float("nan"),
    True,
    "1",
    "0x1",
    "",
)
TEXTS: tuple[Any, ...] = (
    "",
    " ",
    "\n\n",
    "\0",
    "до\0после",
    "\ud83d",
    "\udc00пол\ud800",
    "\u202eoms",
    "\u200b\u2060\ufeff",
    "e" + "\u0301" * 300,
    "👩‍👩‍👧‍👦" * 30,
    "ﷺ" * 200,
    "я" * 4097,
    "𝒜" * 4096,
    "<b>&amp;</i>",
    "{number} %s %(x)s {0.__class__}",
    "' or 1=1 --",
    "\x1b[31m",
    "\x7f\x80\x9f",
    "\ufffe\uffff",
    "/",
    "/ ",
    "/take@",
    "//",
    "@",
    "ЭО-99999999999999999999",
    "٣٤٥",
)
OTHERS: tuple[Any, ...] = (None, False, [], {}, [None], [[]], {"type": "next_year"}, {"": ""}, "next_year", -5, "x")
KINDS = (
    "bold",
    "italic",
    "code",
    "pre",
    "text_link",
    "text_mention",
    "mention",
    "bot_command",
    "custom_emoji",
    "blockquote",
    "expandable_blockquote",
    "spoiler",
    "next_year",
    "",
    None,
    "url",
    "email",
    "phone_number",
    "date_time",
)
OFFSETS = (-1, 0, 1, 2, 3, 7, 4096, 10**6, 2**31, 2**64, None, "1", 1.5)
SOMEBODY = {"id": 777000, "is_bot": False, "first_name": "Кто-то"}
GRAFTS: tuple[JSON, ...] = (
    {"forward_origin": {"type": "user", "date": 1, "sender_user": SOMEBODY}},
    {"forward_origin": {"type": "hidden_user", "date": 1, "sender_user_name": "\u202eкто"}},
    {"forward_origin": {"type": "channel", "date": 1, "chat": {"id": -1005, "type": "channel"}, "message_id": 5}},
    {"forward_origin": {"type": "next_year", "date": 1}},
    {"quote": {"text": "что", "position": 0, "is_manual": True}},
    {"quote": {"text": "\ud83d", "position": -7, "entities": [{"type": "bold", "offset": 9, "length": -9}]}},
    {"external_reply": {"origin": {"type": "hidden_user", "date": 1, "sender_user_name": "х"}, "photo": []}},
    {"external_reply": {"origin": {"type": "next_year"}}},
    {"reply_to_message": {"message_id": 1, "date": 0, "chat": {"id": -1, "type": "group"}}},
    {"reply_to_story": {"id": 1, "chat": {"id": 5, "type": "private"}}},
    {"rich_message": {"blocks": [{"type": "paragraph", "text": "богатый текст"}]}},
    {"sender_chat": {"id": -1001000000001, "type": "supergroup", "title": "Group"}},
    {"sender_chat": {"id": -1005, "type": "next_year"}},
    {"via_bot": {"id": 5, "is_bot": True, "first_name": "бот"}},
    {"media_group_id": "7"},
    {"media_group_id": "\0"},
    {"message_thread_id": 2**31},
    {"is_topic_message": True},
    {"dice": {"emoji": "🎲", "value": 3}},
    {"poll": {"id": "1", "question": "?", "options": []}},
    {"checklist": {"title": "список", "tasks": [{"id": 1, "text": "дело"}]}},
    {"story": {"id": 1, "chat": {"id": 5, "type": "private"}}},
    {"venue": {"location": {"latitude": 1e300, "longitude": 0}, "title": "", "address": ""}},
    {"contact": {"phone_number": "", "first_name": "\0"}},
    {"paid_media": {"star_count": 1, "paid_media": [{"type": "next_year"}]}},
    {"new_chat_members": [SOMEBODY]},
    {"left_chat_member": SOMEBODY},
    {"successful_payment": {"currency": "RUB", "total_amount": 1, "invoice_payload": "x"}},
    {"pinned_message": {"message_id": 1, "date": 0, "chat": {"id": 5, "type": "private"}}},
    {"next_year": {"text": "новое поле"}},
    {"caption": "подпись"},
    {"text": "слова"},
    {"link_preview_options": {"is_disabled": "maybe"}},
    {"show_caption_above_media": "yes"},
    {"has_protected_content": True},
    {"edit_date": -1},
)


LEVELS = (1, 2, 4)
"""By which a part is nested deeper: a webhook may refuse what is deeper than anything Telegram sends."""
MOST_MESSAGES = 10**9
"""In a chat; beyond it the ids of NUMBERS would make one message of several."""


def mutated(update: JSON, dice: random.Random) -> JSON:
    """Return what one to three changes make of an update without its id, which stays as it is."""
    changed = copy.deepcopy(update)
    for _ in range(dice.choice((1, 1, 2, 3))):
        dice.choice(CHANGES)(changed, dice)
    return changed


def _places(node: Any) -> Iterator[tuple[Any, Any]]:
    """Go through every container with each of its keys."""
    for key, value in list(node.items() if isinstance(node, dict) else enumerate(node)):
        yield node, key
        if isinstance(value, dict | list):
            yield from _places(value)


def _any(update: JSON, dice: random.Random, *types: type) -> tuple[Any, Any] | None:
    found = [(node, key) for node, key in _places(update) if not types or type(node[key]) in types]
    return dice.choice(found) if found else None


def _drop(update: JSON, dice: random.Random) -> None:
    if place := _any(update, dice):
        del place[0][place[1]]


def _retype(update: JSON, dice: random.Random) -> None:
    if place := _any(update, dice):
        place[0][place[1]] = copy.deepcopy(dice.choice(OTHERS + NUMBERS + TEXTS))


def _renumber(update: JSON, dice: random.Random) -> None:
    if place := _any(update, dice, int):
        place[0][place[1]] = dice.choice(NUMBERS)


def _rewrite(update: JSON, dice: random.Random) -> None:
    if place := _any(update, dice, str):
        said, odd = place[0][place[1]], dice.choice(TEXTS)
        at = dice.randint(0, len(said))
        place[0][place[1]] = dice.choice((odd, said[:at] + odd + said[at:]))


def _rename(update: JSON, dice: random.Random) -> None:
    if (place := _any(update, dice)) and isinstance(place[0], dict):
        place[0][f"{place[1]}_next_year"] = place[0].pop(place[1])


def _swap(update: JSON, dice: random.Random) -> None:
    one, other = _any(update, dice), _any(update, dice)
    if one and other:
        one[0][one[1]] = copy.deepcopy(other[0][other[1]])


def _bury(update: JSON, dice: random.Random) -> None:
    if place := _any(update, dice):
        for _ in range(dice.choice(LEVELS)):
            place[0][place[1]] = dice.choice(([place[0][place[1]]], {"reply_to_message": place[0][place[1]]}))


def _mark(update: JSON, dice: random.Random) -> None:
    """Put entities into a text that do not belong there."""
    for body in filter(_is_dict, update.values()):
        marks = [_entity(dice) for _ in range(dice.choice((1, 2, 5, 120)))]
        body["caption_entities" if "caption" in body else "entities"] = marks


def _entity(dice: random.Random) -> JSON:
    entity: JSON = {"type": dice.choice(KINDS), "offset": dice.choice(OFFSETS), "length": dice.choice(OFFSETS)}
    extra = (
        {"url": "javascript:x"},
        {"url": 'https://t.ru/"'},
        {"user": SOMEBODY},
        {"language": "<b>"},
        {"custom_emoji_id": "x"},
    )
    return entity | copy.deepcopy(dice.choice(({}, *extra)))


def _graft(update: JSON, dice: random.Random) -> None:
    for body in filter(_is_dict, update.values()):
        body |= copy.deepcopy(dice.choice(GRAFTS))


def _is_dict(value: Any) -> bool:
    return isinstance(value, dict)


CHANGES: tuple[Callable[[JSON, random.Random], None], ...] = (
    _drop,
    _retype,
    _renumber,
    _rewrite,
    _rewrite,
    _rename,
    _swap,
    _bury,
    _mark,
    _mark,
    _graft,
    _graft,
    _graft,
)


def has_words(update: JSON) -> bool:
    """Tell whether a person's words are in an update whose core is whole: who wrote, where, when, which message."""
    message = update.get("message") or update.get("edited_message")
    if not isinstance(message, dict) or not any(_is_text(message.get(name)) for name in ("text", "caption")):
        return False
    writer, chat = message.get("from"), message.get("chat")
    return (
        _is_number(message.get("message_id"), MOST_MESSAGES)
        and _is_number(message.get("date"), 2**31)
        and isinstance(chat, dict)
        and _is_number(chat.get("id"), 2**52)
        and chat.get("type") in ("private", "group", "supergroup")
        and isinstance(writer, dict)
        and _is_number(writer.get("id"), 2**52)
        and isinstance(writer.get("is_bot"), bool)
        and isinstance(writer.get("first_name"), str)
    )


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_number(value: Any, limit: int) -> bool:
    return type(value) is int and -limit <= value < limit and value != 0
