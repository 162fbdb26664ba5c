"""Promises in what operators write (3.4): «исправим сегодня до 17:00», «ответ будет завтра утром», “we reply by 5 pm”.

A moment counts where the desk commits itself in the same breath, or where nothing else is said. Opening hours, requests
to the requester, questions, quotations and what is over are not promises.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto
from html import unescape

from bot.rules.deadlines.time_words import may_name_time, spelled
from bot.rules.deadlines.when import Phrase, moment_of, phrases, without
from bot.rules.deadlines.working_hours import Calendar
from bot.rules.refusals import Refused

LEAST_LEAD = timedelta(minutes=15)
_QUOTED = re.compile(r"<(blockquote|pre|code)\b.*?</\1>", re.DOTALL)
_MARKUP = re.compile(r"<[^>]+>")
_QUOTATION = re.compile(r"«[^»]*»|“[^”]*”|„[^“]*“|\"[^\"]*\"|^>.*$", re.MULTILINE)
_SENTENCE = re.compile(r"[^.!?…;\n]*(?:[.](?=\S)[^.!?…;\n]*)*[.!?…;\n]*")
_CLAUSE = re.compile(r"[,:()]| - | (?:и|а|но|and|but) ")

_VERBS = (
    "(?:с|пере|до)?дела(?:ю|ем)|отве(?:чу|тим)|(?:ис|по)прав(?:лю|им)|(?:про|пере)вер(?:ю|им)|(?:пере|по)звон(?:ю|им)",
    "(?:на|о|от|под)пиш(?:у|ем)|(?:при|вы|пере)шл(?:ю|ем)|(?:от|на)прав(?:лю|им)|сообщ(?:у|им)|вер(?:ну|нем)(?:сь|ся)?",
    "реш(?:у|им)|разбер(?:у|ем)(?:сь|ся)?|уточн(?:ю|им)|(?:по|рас)смотр(?:ю|им)|(?:за|вы|до)гру(?:жу|зим)|найд(?:у|ем)",
    "(?:на|пере)стро(?:ю|им)|подготов(?:лю|им)|законч(?:у|им)|заверш(?:у|им)|восстанов(?:лю|им)|откро(?:ю|ем)",
    "(?:под|пере|от|в)ключ(?:у|им)|свяж(?:у|ем)(?:сь|ся)?|(?:пере|вы)?да(?:м|дим)|устран(?:ю|им)|добав(?:лю|им)",
    "обнов(?:лю|им)|выполн(?:ю|им)|постара(?:юсь|емся)|обеща(?:ю|ем)|гарантиру(?:ю|ем)|успе(?:ю|ем)|внес(?:у|ем)",
    "займ(?:усь|емся)|(?:про)?информиру(?:ю|ем)|предостав(?:лю|им)|созда(?:м|дим)|опублику(?:ю|ем)|выясн(?:ю|им)",
    "(?:под|рас)скаж(?:у|ем)|разме(?:щу|стим)|замен(?:ю|им)|удал(?:ю|им)|измен(?:ю|им)|оформ(?:лю|им)|продл(?:ю|им)",
    "дополн(?:ю|им)|согласу(?:ю|ем)|получите|за?работает|появится|придет|поступит|ответ (?:будет|за нами)",
    "(?:буд(?:у|ем|ет|ут)|станет) (?!недоступ|работать|закрыт|выходн|перерыв)[а-я]+",
    "(?:i|we)(?:'ll| will| shall| promise| are going to| am going to)|you will (?:get|have|receive|hear)",
    "will (?:be (?:ready|done|fixed|sent|solved)|get back)",
)
_WE_WILL = re.compile(rf"\b(?<!не )(?:{'|'.join(_VERBS)})\b")
_FILLERS = re.compile(
    "да|хорошо|конечно|ориентировочно|думаю|примерно|предварительно|скорее всего|максимум|крайний срок|самое позднее"
    "|ответ|решение|результат|готово|все|это|у нас|с нашей стороны|планируем|срок|надеюсь|ok|okay|yes|sure|ready|done"
    r"|[\W_]+"
)
_ALONE = 80
"""Characters of a sentence that names a moment and nothing else."""


@dataclass(frozen=True, slots=True)
class Promise:
    """What was promised: its own words, and the moment by which."""

    words: str
    due_at: datetime


class Change(Enum):
    """What an edit of a message does to what it promised."""

    NOTHING = auto()
    MADE = auto()
    MOVED = auto()
    DROPPED = auto()


def is_likely(html: str) -> bool:
    """Tell at little cost whether `find` is worth its while: most messages name no time."""
    return may_name_time(spelled(html))


def find(html: str, now: datetime, calendar: Calendar) -> Promise | None:
    """Find the first promise in an operator's message, given as Telegram's HTML."""
    text = unescape(_MARKUP.sub("", _QUOTED.sub("\n", html)))
    visible = _QUOTATION.sub(lambda quoted: " " * len(quoted[0]), text)
    for sentence in _SENTENCE.finditer(visible):
        found = _in_sentence(spelled(sentence[0]), now, calendar)
        if found is not None:
            phrase, due = found
            start = sentence.start()
            return Promise(text[start + phrase.start : start + phrase.end].strip(), due)
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


def remind_at(made: datetime, due: datetime, calendar: Calendar) -> datetime:
    """When to remind of a promise: a quarter of its working time before it is due, at least 15 minutes."""
    whole = calendar.between(made, due)
    lead = max(whole / 4, LEAST_LEAD)
    return calendar.add(made, max(whole - lead, timedelta()))


def _in_sentence(written: str, now: datetime, calendar: Calendar) -> tuple[Phrase, datetime] | None:
    if not may_name_time(written) or written.rstrip().endswith("?"):
        return None
    commits = _WE_WILL.search(written) is not None
    if not commits and len(written) > _ALONE:
        return None
    found = phrases(written, now, calendar)
    rest = without(written, found)
    for phrase in found:
        if _names_a_limit(phrase) and _is_meant(phrase, rest, commits=commits):
            try:
                return phrase, moment_of(phrase, now, calendar)
            except Refused:  # it is over, or years away
                continue
    return None


def _names_a_limit(phrase: Phrase) -> bool:
    """«2 часа» and «с 9:30 до 18:30» are not limits; 31 February is none either."""
    if phrase.wrong or phrase.by in ("с", "со", "from"):
        return False
    return bool(phrase.by) if phrase.span else not (phrase.ranged and phrase.day is None)


def _is_meant(phrase: Phrase, rest: str, *, commits: bool) -> bool:
    """Tell whether the clause around a phrase commits, or the sentence does and the clause says nothing else."""
    clause = _clause(phrase, rest)
    if _WE_WILL.search(clause):
        return True
    silent = not _FILLERS.sub("", clause)
    return silent and (commits or not _FILLERS.sub("", rest))


def _clause(phrase: Phrase, rest: str) -> str:
    marks = [match.span() for match in _CLAUSE.finditer(rest)]
    start = max((end for _, end in marks if end <= phrase.start), default=0)
    end = min((begin for begin, _ in marks if begin >= phrase.end), default=len(rest))
    return rest[start:end]
