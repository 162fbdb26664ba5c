"""What a requester says without asking anything (3.2, 3.3): thanks, or that it is solved. Whatever is not known asks.

It never answers for them: nothing is closed or returned to work by words. Only no clock runs for an answer to thanks.
"""

import re
from enum import StrEnum
from functools import lru_cache

from bot.rules.people.name_order import is_given
from bot.rules.text import clean


class Said(StrEnum):
    """What words come to."""

    THANKS = "thanks"
    SOLVED = "solved"
    """As it seems: the question is solved, or none is left."""
    QUESTION = "question"
    """Anything else: somebody has to read it."""


LIMIT = 200
"""Characters of the longest text that is looked at: whoever writes more says more."""
_STICKER = "sticker"
_TURNS = re.compile(
    r"\?|\b(?:но|а|однако|только|кроме|если|не|ни|нет|пока|ещ[её]|остал\w*|until|but|not|doesn't|don't|still|except|"
    r"however)\b",
    re.IGNORECASE,
)
"""What says that something is left, unless a whole phrase below has it: «вопросов нет»."""
_PHRASES = re.compile(
    r"\b(?:(?:больше )?вопросов (?:больше )?(?:у (?:меня|нас) )?(?:больше )?нет|(?:больше )?нет (?:больше )?вопросов|"
    r"(?:больше )?вопросов (?:больше )?не (?:осталось|имею|имеем)|"
    r"(?:проблем|ошибок|претензий|замечаний) (?:больше )?нет|"
    r"(?:других|иных) вопросов (?:нет|не имею)|ошибки (?:больше )?нет|(?:больше )?не повторяется|"
    r"no (?:more |further )?questions(?: left)?|не за что|ничего больше не нужно|больше ничего не нужно)\b",
    re.IGNORECASE,
)
_TROUBLE = "(?:вопрос|вопросы|проблема|проблемы|ошибка|ошибки|обращение|заявка|question|issue|problem|error)"
_THING = "(?:прайс|прайс-лист|каталог|письмо|доступ|файл|страница|система|пароль|код|счет|документ)"
_OF_LATE = "(?: (?:уже|теперь|полностью|наконец|больше|is|was))*"
_SOLVED = re.compile(
    rf"\b(?:{_TROUBLE}{_OF_LATE} (?:решен[аоы]?|решил(?:ся|ась|ись)|снят[аы]?|устранен[аоы]?|исправлен[аоы]?|"
    r"исчезл[аи]|пропал[аи]|ушл[аи]|закрыт[аоы]?|solved|fixed|resolved|gone|closed)|"
    rf"{_THING}{_OF_LATE} (?:загрузил(?:ся|ась|ось)|открыл(?:ся|ась|ось|и)|приш(?:ел|ла|ло)|появил(?:ся|ась|ось)|есть|"
    r"работает|заработал[аои]?)|(?:войти|зайти) удалось|удалось (?:войти|зайти)|"
    r"закр(?:ыть|ывайте|ывать|ойте)(?: (?:обращение|заявку|вопрос))?|"
    r"да|так точно|"
    r"решен[оаы]?|решил(?:и|ось|ся|ась|а)?|(?:за)?работа(?:ет|ют|ло|л|ла|ли)|получил(?:ось|ся|ась|а|и)?|удалось|"
    r"помогл[оаи]|помог|устранен[оаы]?|исправлен[оаы]?|разобрал(?:ись|ась|ся)|зашел|зашл[аи]|вошел|вошл[аи]|"
    r"в порядке|порядок|нормально|(?:все )?норм|все (?:хорошо|ок|окей|отлично|супер|гуд|видно|видим)|"
    r"(?:за|под|про)груз(?:ится|ятся|илось|илась|ился|ились)|открыва(?:ется|ются)|(?:вопрос )?исчерпан[аоы]?|"
    r"yes|works?|working|solved|fixed|resolved|helped|close)\b",
    re.IGNORECASE,
)
_ANSWERS = re.compile(
    r"\b(?:(?:за|под|вы)грузил[аи]?|(?:смог(?:ла|ли)?|получилось|удалось|сумел[аи]?) \w+(?:ть|ти)(?:ся|сь)?|"
    r"(?:сам[аи]? )?наш(?:ел|ла|ли)|увидел[аи]?|(?:пришло|пришли|получил[аи]?) (?:письмо|документы|код|файл)|"
    r"(?:письмо|документы|код|файл) получил[аи]?|(?:тему|вопрос) закры(?:ли|л|та|т)|подтверждаю|"
    r"(?:да )?(?:конечно|точно|верно|именно|абсолютно)(?: да)?|плюс|да[ -]?да)\b|"
    r"\+1\b|\+{1,4}(?=\s|$)",
    re.IGNORECASE,
)
"""What says so only where that is asked: elsewhere it answers something that an operator has to read."""
_AGREED = " да "
_LATELY = re.compile(r"\b(?:сейчас|сегодня|утром)\b")
_THANKS = re.compile(
    r"\b(?:спасиб(?:о|ки|очки)|спс|благодар(?:ю|им|ен|на|ны|ность)|мерси|thanks?|thank you|thx|ок|окей|ok|okay|хорошо|"
    r"ладно|понял[аи]?|понятно|ясно|принял[аи]?|принято|отлично|супер|замечательно|прекрасно|здорово|класс|договорились|"
    r"угу|ага|ура|(?:буду|будем) ждать|попробую|попробуем|до свидания|всего (?:доброго|хорошего)|"
    r"(?:извините|простите) за беспокойство|дай (?:вам )?бог(?: вам)?(?: (?:крепкого|доброго))? здоровья|"
    r"хорошего (?:дня|вечера)|хороших выходных|всех благ|удачи|(?:очень |здорово )?(?:выручили|помогли)|респект|"
    r"вы (?:супер|лучшие|лучший|лучшая|молодцы|чудо|волшебни(?:к|ца|ки)|профи|профессионал(?:ы)?)|молодцы|молодец|"
    r"лучш(?:ая|ие|ий) (?:поддержка|техподдержка|сервис|специалист(?:ы)?|команда)|так держать|от души|"
    r"пасиб(?:о|ки)?|благодарствую|признател(?:ен|ьна|ьны)|приятно (?:работать|иметь дело)(?: с вами)?|"
    r"great|perfect|got it|have a (?:nice|good) day|bye|noted|cheers|much appreciated)\b",
    re.IGNORECASE,
)
_COURTESY = re.compile(
    r"\b(?:жду|ждем|большое|огромное|вам|вас|тебе|за|помощь|ответ|ответы|быстр(?:ую|ый|ое)|оперативн(?:ую|ый|ость)|"
    r"поддержк[уа]|работу|разъяснени[ея]|консультацию|внимание|терпение|все|всем|и|очень|буду|будем|заранее|"
    r"добрый день|добрый вечер|доброе утро|здравствуйте|день|вечер|уже|теперь|тогда|так|это|мне|нам|у|меня|нас|сам|"
    r"сама|сами|можно|можете|полностью|спокойно|пожалуйста|ответа|very|much|you|for|your|the|help|it|is|a|all|everything|now|so|quick|"
    r"answer|this|that|please|can|be|my|"
    r"милая|милый|голубушка|дорогая|дорогие|девушка|ребята|коллеги|уважаемые|человеческое)\b",
    re.IGNORECASE,
)
_BEGINS = re.compile("|".join(each.pattern for each in (_PHRASES, _SOLVED, _THANKS, _COURTESY)))
"""What the first word has to be of: nearly every message is told from thanks by that."""
_WORD = re.compile(r"\w")
_NO_NAME = re.compile(r"[^\WА-ЯЁA-Z]|\w+(?!\w|\s*(?:[!.,]|$)| [А-ЯЁ])")
"""A first word that is none of the names below."""
_NAME = re.compile(r"(?P<name>[А-ЯЁA-Z][а-яёa-z]+)(?P<father> [А-ЯЁ][а-яё]+(?:ич|вна|чна))?(?=\s*[!.,]|$)")
"""Whoever is thanked, by a frequent name or with a patronymic."""
_GOOD = re.compile("[👍👌🙏❤💯🎉😊🙂😀😃😄😁🤝👏🌹💐✅🫶💪🔥♥😍🥰☺🤗😉\U0001f3fb-\U0001f3ff\ufe0f\u200d +]+")


def read(text: str, kind: str, *, asked: bool = False) -> Said:
    """Tell what a message comes to; `text` without markup, `kind` that of the message. A sticker is thanks.

    `asked`: whether it is solved was asked last (3.2).
    """
    return _read(text, kind, asked)


@lru_cache(maxsize=4)
def _read(text: str, kind: str, asked: bool) -> Said:
    """Remember the last: several rules ask it of the same message one after the other."""
    if kind == _STICKER:
        return Said.THANKS
    said = clean(text)
    if kind != "text" or not said or len(said) > LIMIT:
        return Said.QUESTION
    if _GOOD.fullmatch(said):
        return Said.THANKS
    if not asked and _NO_NAME.match(said) and not _BEGINS.match(_lowered(said)):
        return Said.QUESTION
    plain = _lowered(_GOOD.sub(" ", _NAME.sub(_unless_named, said)))
    if asked:
        plain = _LATELY.sub(" ", _ANSWERS.sub(_AGREED, plain))
    if (first := _WORD.search(plain)) and not _BEGINS.match(plain, first.start()):
        return Said.QUESTION
    rest = _PHRASES.sub(" \0 ", plain)
    if _TURNS.search(rest):
        return Said.QUESTION
    is_solved = "\0" in rest or _SOLVED.search(rest) is not None
    if not (is_solved or _THANKS.search(rest)) or _is_said(_COURTESY.sub("", _SOLVED.sub("", _THANKS.sub("", rest)))):
        return Said.QUESTION
    return Said.SOLVED if is_solved else Said.THANKS


def _lowered(text: str) -> str:
    return text.casefold().replace("ё", "е")


def _unless_named(found: re.Match[str]) -> str:
    return "" if found["father"] or is_given(found["name"]) else found[0]


def _is_said(rest: str) -> bool:
    """Tell whether anything is left that says something of its own."""
    return any(character.isalnum() or character in "?👎" for character in rest)
