"""What of an update can be kept and shown: the rest is taken out where it stands, and everything around it stays.

Telegram's offsets count on every character, so those that no database stores are replaced and not removed.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Any

from bot.rules.text import utf16_len

STAND_IN = "\ufffd"
MOST_NUMBER = 2**63
MOST_DEPTH = 60
LIMITS: Mapping[str, int] = {
    "first_name": 64,
    "last_name": 64,
    "title": 255,
    "file_name": 255,
}
"""Characters of what people and things are called; more is cut."""
IDS: Mapping[str, int] = {
    "username": 64,
    "file_id": 255,
    "file_unique_id": 255,
    "mime_type": 127,
    "media_group_id": 64,
    "language_code": 64,
}
"""Characters of what means something else when it is cut: it goes as a whole."""
WORDS, MARKS = ("text", "caption"), ("entities", "caption_entities")
"""What marks are read for: whichever words there are, whatever both are called."""
NEEDS: Mapping[str, tuple[str, type]] = {
    "text_link": ("url", str),
    "text_mention": ("user", dict),
    "custom_emoji": ("custom_emoji_id", str),
    "date_time": ("unix_time", int),
}
"""What an entity is nothing without."""
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
_NOTHING = object()
_TELLTALES = ("\\u", '\\"', 'entities"')
_ODD_NUMBER = re.compile(r"\d{19}|\d[eE]|[IN]")
"""Between strings: one that may be beyond 64 bits, or none."""
_MOST = {**LIMITS, **IDS}
_SHORTEST = min(_MOST.values())


def is_plain(payload: str) -> bool:
    """Tell whether an update, as JSON, can be kept as it is.

    Nearly all can, and it takes a tenth of the time to find that out; `readable` leaves some of the others alone, too.
    """
    if payload.count("{") + payload.count("[") > MOST_DEPTH or any(map(payload.__contains__, _TELLTALES)):
        return False
    pieces = payload.split('"')
    between, strings = pieces[::2], pieces[1::2]
    return not (any(map(_ODD_NUMBER.search, between)) or _is_too_long(strings))


def _is_too_long(strings: Sequence[str]) -> bool:
    """Tell whether one of them is longer than it may be by the one before, which is its name."""
    long = [at for at, each in enumerate(strings) if len(each) > _SHORTEST]
    return any(len(strings[at]) > _MOST.get(strings[at - 1], MOST_NUMBER) for at in long)


def readable(update: Mapping[str, Any]) -> dict[str, Any]:
    """Return an update without halves of characters, numbers beyond 64 bits and marks that fit no words."""
    return _mapping(update, 0)


def _mapping(node: Mapping[str, Any], depth: int) -> dict[str, Any]:
    read = {_text(name): _value(_text(name), value, depth + 1) for name, value in node.items()}
    kept = {name: value for name, value in read.items() if value is not _NOTHING}
    words = next((kept[name] for name in WORDS if kept.get(name) and isinstance(kept[name], str)), "")
    for name in MARKS:
        if isinstance(kept.get(name), list):
            kept[name] = fitting(words, kept[name])
    return kept


def _value(name: str, value: Any, depth: int) -> Any:
    if depth > MOST_DEPTH:
        return _NOTHING
    if isinstance(value, Mapping):
        return _mapping(value, depth)
    if isinstance(value, list):
        return [each for each in (_value("", each, depth + 1) for each in value) if each is not _NOTHING]
    if isinstance(value, str):
        return _named(name, value)
    if isinstance(value, int | float) and not -MOST_NUMBER <= value < MOST_NUMBER:  # nor what is no number
        return _NOTHING
    return value


def _named(name: str, value: str) -> Any:
    text = _text(value)
    if name in IDS:
        return text if text == value and len(text) <= IDS[name] else _NOTHING
    return text[: LIMITS[name]] if name in LIMITS else text


def _text(value: str) -> str:
    return _UNSTORABLE.sub(STAND_IN, value)


def fitting(text: str, marks: Sequence[Any]) -> list[Any]:
    """Return the marks that fit a text, from the outer to the inner: others would repeat its words or swallow them."""
    ends = {0, *accumulate(utf16_len(letter) for letter in text)}
    whole = [mark for mark in marks if isinstance(mark, Mapping) and _is_whole(mark) and {*_span(mark)} <= ends]
    return list(_nested(sorted(whole, key=lambda mark: (mark["offset"], -mark["length"]))))


def _is_whole(mark: Mapping[str, Any]) -> bool:
    needed, kind = NEEDS.get(str(mark.get("type")), ("type", str))
    numbers = (mark.get("offset"), mark.get("length"))
    return isinstance(mark.get(needed), kind) and all(type(each) is int for each in numbers) and mark["length"] > 0


def _span(mark: Mapping[str, Any]) -> tuple[int, int]:
    return mark["offset"], mark["offset"] + mark["length"]


def _nested(marks: Sequence[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """Leave out what begins within another mark and ends outside."""
    around: list[int] = []
    for mark in marks:
        start, end = _span(mark)
        while around and around[-1] <= start:
            around.pop()
        if not around or end <= around[-1]:
            around.append(end)
            yield mark
