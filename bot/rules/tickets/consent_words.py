"""What people type where their consent is asked for (152-ФЗ, article 9): the press of a button, or talk about it."""

import re
from difflib import get_close_matches
from enum import StrEnum

from bot.rules.tickets.typed import NO, YES, plain


class Said(StrEnum):
    """What words at the question about the consent come to."""

    AGREES = "agree"
    REFUSES = "refuse"
    ASKS = "ask"
    """About the consent itself: what it is, what for, whether it has to be."""


LIMIT = 120
"""Characters of the longest text that is looked at: whoever writes more says more."""
_AROUND = (
    "ну|уж|же|то|и|а|но|я|мы|да|нет|вам|вас|ладно|хорошо|ок|окей|ага|угу|конечно|разумеется|тогда|уже|"
    "все таки|все-таки|все равно|все|всем|полностью|так и быть|пусть будет|пожалуйста|спасибо|понял|поняла|"
    "понятно|ясно|давайте|давай|извините|простите|передумал[аи]?|раз (?:уж |так )?(?:надо|нужно)|"
    "если (?:так )?(?:надо|нужно)|"
    "куда деваться|без этого никак|что (?:уж )?(?:делать|поделать)|ничего не поделаешь|на (?:это|все|обработку)|"
    "с (?:этим|обработкой|условиями|текстом)|со всем|сво(?:е|их|и)|мо(?:е|их|и)|персональн(?:ых|ые)|личн(?:ых|ые)|"
    "данн(?:ых|ые)|этого|это|условия|"
    "well|ok|okay|yes|no|fine|all right|then|to|it|this|the|with|my|data|processing|personal"
)
_AGREE = (
    "соглас(?:ен|на|ны)|соглашаюсь|соглашаемся|(?:даю|даем) согласие|согласие (?:даю|даем)|принимаю|принимаем|"
    "подтверждаю|подтверждаем|не (?:против|возражаю|возражаем)|возражений нет|(?:i )?(?:agree|accept|consent)"
)
_REFUSE = (
    "не (?:соглас(?:ен|на|ны)|соглашаюсь|соглашаемся|принимаю|принимаем|подтверждаю|хочу|хотим|буду|будем|дам|даю|надо|"
    "нужно)(?: (?:давать )?согласи[ея])?|отказываюсь|отказываемся|откажусь|против|не дождетесь|"
    "(?:i )?(?:do not|don't) (?:agree|accept|consent|want)|(?:i )?refuse"
)
_MEANT = ("согласен", "согласна", "согласны")
_PLUS = "+"
"""A yes in a chat, but no consent."""
_CLAUSE = re.compile(r"[,.;!\n—–()]+")
_YIELDS = frozenset(["ладно", "так и быть", "давайте", "давай", "пусть будет", "fine", "all right"])
_LEADS = re.compile(r"^(?:(?:ну|да|и|а|тогда|well|then) )+")
_PART = re.compile(rf"(?:(?P<refuse>{_REFUSE})|(?P<agree>{_AGREE})|{_AROUND})(?: |$)")
_ABOUT = re.compile(
    r"\bсогласи\w+|\bперсональн\w+ данн\w+|\bconsent\b|\bpersonal data\b|"
    r"\b(?:зачем|для чего|куда|кто|кому|где|why|who|where)\b.*\b(?:мо[ие]\w*|личны\w+|эти|my) (?:данн\w+|data)\b"
)
_ASKS = re.compile(
    r"\?|^(?:а |и |ну )?(?:зачем|почему|для чего|что|кто|куда|как|где|можно|обязательн\w+|why|what|who|where|how)\b"
)
_BUT = "(?:да |нет |а |и |ну |но )*"
_QUESTION = re.compile(
    rf"{_BUT}(?:зачем|почему|для чего|что|what|why)?(?: (?:вам|оно|мне|тогда|же))*"
    r"(?: (?:это|этот|все|this|is this|is it))?"
    r"(?: (?:нужно|надо|такое|значит|за текст|за документ|требуется|for|needed))?(?: вам)?"
    rf"|{_BUT}(?:это |так |разве )*(?:обязательно|обязателен|необходимо|is it required|must i)(?: (?:ли|это))*"
    rf"|{_BUT}(?:без этого|без него|иначе|по другому|по-другому)(?: (?:никак|нельзя|можно|не получится))*"
    rf"|{_BUT}(?:если|что если|что будет если) (?:я )?"
    r"(?:нет|не хочу|не соглашусь|не согласен|не согласна|откажусь|против)"
)


def read(text: str) -> Said | None:
    """Tell what a whole text says about the consent; None when it says something else, or more than that."""
    said = plain(text).replace("ё", "е")
    if len(said) > LIMIT:
        return None
    if not said:
        return Said.ASKS if "?" in text else None
    if "?" not in text and (decided := _decided(text)) is not None:
        return decided
    if _ABOUT.search(said) and _ASKS.search(text.casefold()):
        return Said.ASKS
    return Said.ASKS if _QUESTION.fullmatch(said) else None


def _decided(text: str) -> Said | None:
    """Read a text clause by clause; beside those that decide there may be one word each: «хорошо, дочка, согласна»."""
    clauses = [said for each in _CLAUSE.split(text) if (said := _mended(plain(each)))]
    found = [_of_clause(each) for each in clauses]
    if any(each is None and " " in said for each, said in zip(found, clauses, strict=True)):
        return None
    decided = {each for each in found if each in (Said.AGREES, Said.REFUSES)}
    if Said.REFUSES in decided:
        return Said.AGREES if found[-1] is Said.AGREES and clauses[0] in NO else Said.REFUSES
    return Said.AGREES if decided else None


def _of_clause(said: str) -> Said | str | None:
    """Return what a clause decides, "" when it only leads on to another, None when it says something else."""
    alone = _LEADS.sub("", said)
    if alone in NO:
        return Said.REFUSES
    if alone in YES - {_PLUS} | _YIELDS:
        return Said.AGREES
    at, refuses, agrees = 0, False, False
    while at < len(said):
        part = _PART.match(said, at)
        if part is None:
            return None
        refuses, agrees = refuses or part["refuse"] is not None, agrees or part["agree"] is not None
        at = part.end()
    return Said.REFUSES if refuses else Said.AGREES if agrees else ""


def _mended(said: str) -> str:
    """Mend a mistyped word of consent: «соглсен»."""
    return " ".join(_nearest(word) for word in said.split())


def _nearest(word: str) -> str:
    near = [] if word.startswith("согласи") else get_close_matches(word, _MEANT, n=1, cutoff=0.85)
    return near[0] if near else word
