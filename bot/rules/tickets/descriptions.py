"""What can describe a question (no clause of its own), and what people write beside the question they are asked."""

import re

from bot.rules.people.identity import Field, answers_another, is_later_answer
from bot.rules.tickets import thanks
from bot.rules.tickets.greetings import is_greeting
from bot.rules.tickets.incoming import TEXT
from bot.rules.tickets.typed import LEAVES, NO, SEND, YES, plain

LIMIT = 60
"""Characters of the longest text that is looked at: whoever writes more says something."""
_BACK = frozenset({"назад", "вернуться", "вернуться назад", "back", "go back"})
_NOT_NOW = re.compile(
    r"(?:(?:инн|фио|логин|имя|название|наименование|его|это|я|пока|точно)\b ?)*"
    r"(?:потом|позже|позднее|не знаю|не помню|не скажу|нет под рукой|под рукой нет|уточню|later|do not know)"
    r"(?: (?:инн|фио|логин|имя|его|укажу|напишу|скажу|пришлю|уточню|пока|точно))*"
)
_SKIP = frozenset(
    {
        *("пропустить", "пропустите", "пропуск", "пропускаю", "дальше", "далее", "продолжить", "следующий", "не хочу"),
        *("skip", "next"),
    }
)
_STEERS = frozenset(
    {
        *("готово", "все", "это все", "вот и все", "пока все", "изменить", "исправить", "поменять", "заново"),
        *("все равно отправить", "другой вопрос", "другое", "новое обращение", "новый вопрос", "не то", "не так"),
        *("не знаю", "не помню", "затрудняюсь", "затрудняюсь ответить", "не понимаю", "не понял", "не поняла"),
        *("что", "что дальше", "и что дальше", "что писать", "что нажать", "куда нажать", "куда нажимать", "как"),
        *("что делать", "и что", "что теперь", "алло", "ау", "вы тут", "вы здесь", "есть кто", "кто нибудь", "эй"),
        *("ну", "так", "вот", "хм", "э", "ага", "слушайте", "секунду", "минуту", "минутку", "минуточку", "сейчас"),
        *("есть кто живой", "это бот", "вы бот", "ты бот", "позовите оператора", "оператор", "done", "what now"),
        *("тариф", "тарифы", "помощь", "мои обращения", "меню", "старт", "do not know", "operator", "menu", "help"),
    }
)
"""What steers a dialogue, or asks about it, and says nothing of a question to the support."""
_ASKS_HOW = re.compile(
    r"(?:а |и |ну )*(?:что|куда|где|как)(?: (?:мне|нам|надо|нужно|дальше|теперь|тут|здесь|это|его|ее))*"
    r" (?:нажимать|нажать|жать|писать|написать|вводить|ввести|отвечать|ответить)(?: (?:дальше|теперь|мне|тут|здесь))*"
)


def leads_back(text: str) -> bool:
    """Tell whether a text asks for the question before."""
    return plain(text) in _BACK


def passes_over(text: str) -> bool:
    """Tell whether a text asks to leave a question without an answer."""
    said = plain(text)
    return said in _SKIP or _NOT_NOW.fullmatch(said) is not None


def is_courtesy(text: str, kind: str) -> bool:
    """Tell whether a message greets or thanks, and says nothing more; a sticker does."""
    if thanks.read(text, kind) is not thanks.Said.QUESTION:
        return True
    return kind == TEXT and is_greeting(text)


def asks_how(text: str) -> bool:
    """Tell whether a text asks how to go on in the dialogue."""
    return len(text) <= LIMIT and _ASKS_HOW.fullmatch(plain(text).replace("-", " ")) is not None


def describes(text: str, kind: str) -> bool:
    """Tell whether a message can be part of a description; `text` without markup, `kind` that of the message.

    Courtesies, a yes or no and what names a button are none. Whatever is not known can.
    """
    if is_courtesy(text, kind):
        return False
    if kind != TEXT or len(text) > LIMIT:
        return True
    said = plain(text).replace("-", " ")
    if asks_how(text):
        return False
    return bool(said) and said not in YES | NO | LEAVES | SEND | _BACK | _SKIP | _STEERS


def is_identity(text: str) -> bool:
    """Tell whether a whole text says who writes, and nothing of a question: a login, a name, an INN, a company."""
    return is_later_answer(text) or answers_another(Field.COMPANY, text)
