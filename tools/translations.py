"""Does a translation say what its source says? The fields, the tags, and the manners of Russian."""

import re
import string
from collections import Counter
from collections.abc import Iterator

from babel.messages import Message

TAG = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)
PERCENT_FIELD = re.compile(r"%(\(\w+\))?[sdrif]")
OUTDATED = {
    r"разговорн": "жаргонное слово",
    r"скриншот": "снимок экрана",
    r"\bсним(?:ок|к[аеиоу]\w*)\b(?! экрана)": "снимок экрана",
    r"названи\w+ (?:организаци|компани)": "наименование организации",
    r"(?<!Предоставление )видео-урок": "видеоурок",  # but for the regulation's own name of a service
    r"\bзаявк": "обращение",
    r"\bтикет": "обращение",
    r"\bзаявител": "пользователь",
    r"супервайзер": "руководитель",
    r"\bаккаунт": "учётная запись",
    r"идентифицирующ|данн\w+ о себе": "данные о вас",
}
"""One term each: what is not said any more, as a pattern, and what is said instead."""
PERCENT = re.compile(r"[\d}]%")
MOST_LETTERS = 150
"""Of a text without its fields: about five lines on a phone, three of a letter."""
LAW = "said before it is done for good: the law wants all of it"
LONGER = {
    "Technical support of the {system}.": "stands in the empty chat: read once, before anything is asked",
    "<b>Deleted:</b> login, full name, INN, company, your account here, texts and files of your requests ({n}), the "
    "answers to them, the record of the dialogue with the bot.": LAW,
    "<b>Kept without your name:</b> numbers, dates and ratings of requests; when the regulation and the consent were "
    "accepted, as proof that the processing was lawful. Invoices, payments and acts of your company stay for "
    "5 years, as the law on accounting wants it.": LAW,
    "<b>What we cannot delete:</b> this chat (delete it yourself in Telegram), letters that were sent, what operators "
    "wrote in their group. Backups keep the data until newer ones take their place.": LAW,
}
"""Texts that may be longer, by their first line, each with its reason."""
FIELD = re.compile(r"\{[^{}]*\}")
FAMILIAR = re.compile(r"\b(ты|тебя|тебе|тобой|тво[йяеёию]|твоих|твоим|твоего)\b", re.IGNORECASE)


def faults(message: Message, language: str) -> Iterator[str]:
    """What is wrong with one translated message."""
    source, forms = strings(message.id), strings(message.string)
    if not is_translated(message):
        yield "untranslated"
        return
    if message.fuzzy:
        yield "fuzzy"
    if any(_is_positional(text) for text in (*source, *forms)):
        yield "fields need names"
    elif len({_fields(text) for text in (*source, *forms)}) > 1:
        yield "other fields"
    if any(_tags(text) != _tags(source[0]) for text in (*source, *forms)):
        yield "other tags"
    yield from _too_long(source[0], forms)
    if language == "ru":
        yield from _russian_faults(" ".join(forms))


def is_translated(message: Message) -> bool:
    """Whether every form is there."""
    return bool(message.string) and all(strings(message.string))


def strings(text: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    """One text, or the forms of a plural."""
    if isinstance(text, str):
        return (text,)
    return tuple(text or ())


def _too_long(source: str, forms: tuple[str, ...]) -> Iterator[str]:
    longest = max(len(FIELD.sub("", TAG.sub("", text))) for text in forms)
    if longest > MOST_LETTERS and source.partition("\n")[0] not in LONGER:
        yield f"{longest} characters, at most {MOST_LETTERS} are read"


def _russian_faults(text: str) -> Iterator[str]:
    if "!" in text:
        yield "exclamation mark"
    if FAMILIAR.search(text):
        yield "familiar form"
    if PERCENT.search(text):
        yield "no space before %"
    yield from outdated(text)


def outdated(text: str) -> Iterator[str]:
    """Name each term that has another word here, and that word."""
    for pattern, term in OUTDATED.items():
        if found := re.search(pattern, text, re.IGNORECASE):
            yield f"“{found[0]}” is “{term}” here"


def _fields(text: str) -> frozenset[str]:
    try:
        return frozenset(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)
    except ValueError:  # a lone brace: such a text is never formatted
        return frozenset()


def _is_positional(text: str) -> bool:
    return bool(PERCENT_FIELD.search(text)) or any(not name or name[0].isdigit() for name in _fields(text))


def _tags(text: str) -> Counter[str]:
    return Counter(TAG.findall(text))
