"""Promises in what operators write (3.4): «исправим сегодня до 17:00», «ответ будет завтра утром», “we reply by 5 pm”.

A moment counts where the desk commits itself in the same breath, or where nothing else is said. Opening hours, requests
to the requester, questions, quotations and what is over are not promises.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto
from html import unescape

from bot.rules.deadlines.commitments import commits, disclaimed, is_conditional, needs_time
from bot.rules.deadlines.time_words import may_name_time, spelled
from bot.rules.deadlines.when import Phrase, after_day_off, day_of, last_working_moment, moment_of, phrases, without
from bot.rules.deadlines.wording import Unit
from bot.rules.deadlines.working_hours import Calendar
from bot.rules.refusals import Refused

LEAST_LEAD = timedelta(minutes=15)
_QUOTED = re.compile(r"<(blockquote|pre|code)\b.*?</\1>", re.DOTALL)
_MARKUP = re.compile(r"<[^>]+>")
_QUOTATION = re.compile(r"«[^»]*»|“[^”]*”|„[^“]*“|\"[^\"]*\"|^>.*$", re.MULTILINE)
_SENTENCE = re.compile(r"[^.!?…;\n]*(?:[.](?=\S)[^.!?…;\n]*)*[.!?…;\n]*")
_CLAUSE = re.compile(r"[,:()]| - | (?:и|а|но|and|but) ")

_ABBREVIATED = re.compile(r"\b(?:теч|раб|мин|час|дн|сут|нед|ч)\.(?=\s*[\da-zа-яё])", re.IGNORECASE)
_FILLERS = re.compile(
    r"\b(?:да|хорошо|конечно|ориентировочн[а-я]+|думаю|примерно|предварительно|скорее всего|максимум|крайний срок"
    r"|самое позднее"
    r"|ответ|решение|результат|готово|все|это|у нас|с нашей стороны|планируем"
    r"|(?:(?:нов|планов|ориентировочн|предполагаем|примерн)[а-я]+ )?срок(?: (?:исправлени|решени|ответ|устранени"
    r"|выполнени|готовност|доработк|реализаци)[а-я]+)?(?: (?:ошибки|вопроса|проблемы|сбоя|заявки|обращения|работ))?"
    r"|надеюсь|исправление|обновление|релиз|доработка|новая версия|счет|инструкция|договор|управимся|точно"
    r"|ок|окей|ага|угу|принято|договорились|понял[аи]?|еще|буквально"
    r"|ok|okay|yes|sure|ready|done)\b|[\W_]+"
)
_VAGUE = re.compile(
    r"\b(?:на днях|в (?:самое )?ближайш(?:ее время|ие (?:дни|часы|недели))|в скором времени|на ближайших днях"
    r"|(?:через|в течение|за) (?:нескольк(?:о|их)|пар[уы]-тройк[уи]) (?:минут|часов|дней|недель)"
    r"|in the (?:coming|next) (?:few )?(?:hours|days)|(?:in|within) (?:a few|several) (?:minutes|hours|days)"
    r"|in the near future)\b"
)
_VAGUE_STEMS = ("днях", "ближайш", "скором", "нескольк", "тройк", "coming", "next", "few", "several", "near")
_ALONE = 80
"""Characters of a sentence that names a moment and nothing else."""


@dataclass(frozen=True, slots=True)
class Promise:
    """What was promised: its own words, and the moment by which.

    `day_off` is what was named, when that is on a day off, and `instead` the same time on the next working day.
    """

    words: str
    due_at: datetime
    day_off: datetime | None = None
    instead: datetime | None = None


class Change(Enum):
    """What an edit of a message does to what it promised."""

    NOTHING = auto()
    MADE = auto()
    MOVED = auto()
    DROPPED = auto()


def is_likely(html: str) -> bool:
    """Tell at little cost whether `find` is worth its while: most messages name no time."""
    written = spelled(html)
    return may_name_time(written) or _may_be_vague(written)


def find(html: str, now: datetime, calendar: Calendar) -> Promise | None:
    """Find the first promise in an operator's message, given as Telegram's HTML."""
    text, sentences = _visible(html)
    for sentence in sentences:
        found = _in_sentence(spelled(sentence[0]), now, calendar)
        if found is not None:
            phrase, due = found
            start = sentence.start()
            words = text[start + phrase.start : start + phrase.end].strip()
            return _whole(words, phrase, due, now, calendar)
    return None


def postponed(words: str, made_at: datetime, calendar: Calendar) -> datetime | None:
    """Return the moment on a working day for what was promised on a day off; None when it was not."""
    found = phrases(spelled(words), made_at, calendar)
    return _instead(found[0], moment_of(found[0], made_at, calendar), made_at, calendar)[1] if found else None


def vague(html: str) -> str | None:
    """Return the words of the first promise that names no day to remind of: «на днях», «в ближайшее время»."""
    if not _may_be_vague(spelled(html)):
        return None
    text, sentences = _visible(html)
    for sentence in sentences:
        written = spelled(sentence[0])
        found = _VAGUE.search(written)
        if found and not written.rstrip().endswith("?") and not disclaimed(written) and commits(written):
            return text[sentence.start() + found.start() : sentence.start() + found.end()]
    return None


def change(before: Promise | None, found: Promise | None, now: datetime, *, is_open: bool) -> Change:
    """Tell what an edit does: `before` is what the message promised last, `found` what it promises from now on.

    The same words keep their moment, and what was decided about them. A promise that fell due or is settled
    (not `is_open`) is not taken back by rewriting it.
    """
    stands = before is not None and is_open and now < before.due_at
    if found is None:
        return Change.DROPPED if stands else Change.NOTHING
    if before is None:
        return Change.MADE
    if before.words == found.words or before.due_at == found.due_at:
        return Change.NOTHING
    return Change.MOVED if stands else Change.MADE


def outside(due: datetime, now: datetime, calendar: Calendar) -> dict[str, datetime]:
    """Return until when a time outside working hours can be kept (`until`), or that the desk `opens` too late for it.

    Nothing where the desk works.
    """
    until = last_working_moment(due, calendar)
    if until == due:
        return {}
    return {"until": until} if until > now else {"opens": calendar.next_opening(due)}


def remind_at(made: datetime, due: datetime, calendar: Calendar) -> datetime:
    """When to remind of a promise: a quarter of its working time before it is due, at least 15 minutes."""
    whole = calendar.between(made, due)
    lead = max(whole / 4, LEAST_LEAD)
    return calendar.add(made, max(whole - lead, timedelta()))


def _may_be_vague(written: str) -> bool:
    return any(stem in written for stem in _VAGUE_STEMS)


def _whole(words: str, phrase: Phrase, due: datetime, now: datetime, calendar: Calendar) -> Promise:
    day_off, instead = _instead(phrase, due, now, calendar)
    return Promise(words, due, day_off, instead)


def _instead(
    phrase: Phrase, due: datetime, now: datetime, calendar: Calendar
) -> tuple[datetime, datetime] | tuple[None, None]:
    """Say which day off a phrase names, and when it would be instead: not of today, nor of hours by the clock."""
    named = day_of(phrase, due, calendar)
    instead = after_day_off(named, calendar)
    by_clock = phrase.span is not None and phrase.span.unit in (Unit.MINUTES, Unit.HOURS)
    if instead is None or by_clock or named.astimezone(calendar.zone).date() == now.astimezone(calendar.zone).date():
        return None, None
    return named, instead


def _unabbreviated(text: str) -> str:
    """Return a text as long as before, in which the dot of an abbreviation («раб. дня») ends no sentence."""
    return _ABBREVIATED.sub(lambda found: f"{found[0][:-1]} ", text)


def _visible(html: str) -> tuple[str, Iterator[re.Match[str]]]:
    """Return the text, and its sentences without what is quoted, at their places in it."""
    text = unescape(_MARKUP.sub("", _QUOTED.sub("\n", html)))
    return text, _SENTENCE.finditer(_QUOTATION.sub(lambda quoted: " " * len(quoted[0]), _unabbreviated(text)))


def _in_sentence(written: str, now: datetime, calendar: Calendar) -> tuple[Phrase, datetime] | None:
    if not may_name_time(written) or written.rstrip().endswith("?") or disclaimed(written):
        return None
    found = phrases(written, now, calendar)
    rest = without(written, found)
    committed = commits(rest)
    if not committed and len(written) > _ALONE:
        return None
    for phrase in found:
        if _is_meant(phrase, rest, committed=committed):
            try:
                return phrase, moment_of(phrase, now, calendar)
            except Refused:  # it is over, or years away
                continue
    return None


def _is_meant(phrase: Phrase, rest: str, *, committed: bool) -> bool:
    """Tell whether the clause around a phrase commits, or the sentence does and the clause says nothing else."""
    clause = _clause(phrase, rest)
    if not _names_a_limit(phrase, clause):
        return False
    if commits(clause, conditional=is_conditional(rest)):
        return True
    silent = not _FILLERS.sub("", clause)
    return silent and (committed or not _FILLERS.sub("", rest))


def _names_a_limit(phrase: Phrase, clause: str) -> bool:
    """«2 часа» and «с 9:30 до 18:30» are not limits; 31 February is none either."""
    if phrase.wrong or phrase.by in ("с", "со", "по", "from"):
        return False
    if phrase.span:
        return bool(phrase.by) or needs_time(clause) or not _FILLERS.sub("", clause)
    return not (phrase.ranged and phrase.day is None)


def _clause(phrase: Phrase, rest: str) -> str:
    marks = [match.span() for match in _CLAUSE.finditer(rest)]
    start = max((end for _, end in marks if end <= phrase.start), default=0)
    end = min((begin for begin, _ in marks if begin >= phrase.end), default=len(rest))
    return rest[start:end]
