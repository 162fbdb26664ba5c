"""What people call a thing, and what the guide calls it (3.6): what comes with the desk, and what supervisors add.

A line is «ЭЦП = электронная подпись» or «- ЭЦП», which forgets a word, also one that came with the desk.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.rules.guide.guide import stems
from bot.rules.refusals import Refused
from bot.rules.text import one_line

WORD_LIMIT = 60
MEANING_LIMIT = 120
"""Characters."""
_EXAMPLE = "ЭЦП = электронная подпись"
COMMON: tuple[tuple[str, str], ...] = (
    ("ЭЦП", "электронная подпись"),
    ("ЭП", "электронная подпись"),
    ("аккаунт", "учётная запись"),
    ("учётка", "учётная запись"),
    ("фото", "изображение"),
    ("фотография", "изображение"),
    ("картинка", "изображение"),
    ("email", "электронная почта"),
    ("мейл", "электронная почта"),
    ("ЛК", "личный кабинет"),
    ("КП", "коммерческое предложение"),
    ("эксель", "Excel"),
    ("юрлицо", "юридическое лицо"),
    ("пролонгация", "продление"),
    ("двухфакторка", "двухфакторная проверка"),
    ("аутентификация", "проверка при входе"),
    ("баг", "ошибка"),
    ("тормозит", "медленно загружается"),
    ("сброс пароля", "восстановление пароля"),
    ("интеграция", "обмен"),
    ("1C", "1С"),
    ("FAQ", "часто задаваемые вопросы"),
    ("ЧаВо", "часто задаваемые вопросы"),
    ("сотрудник", "пользователь"),
    ("ролик", "видео"),
    ("войти", "вход"),
    ("зайти", "вход"),
    ("найти", "поиск"),
    ("вернуть", "возврат"),
    ("скачать", "выгрузка"),
    ("убрать", "удаление"),
    ("отказ", "отклонена"),
    ("отказали", "отклонена"),
    ("сколько стоит", "стоимость"),
    ("поменять", "сменить"),
    ("изменить", "смена"),
    ("новый адрес", "смена адреса"),
    ("компания", "организация"),
    ("фирма", "организация"),
    ("предприятие", "организация"),
    ("коллега", "сотрудник"),
    ("работник", "сотрудник"),
    ("завести", "создание"),
    ("добавить товар", "создание карточки"),
    ("добавить позицию", "создание карточки"),
    ("подключить", "добавление"),
    ("дать доступ", "добавление"),
    ("зарегистрировать", "регистрация"),
    ("зарегистрироваться", "регистрация"),
    ("стать поставщиком", "регистрация"),
    ("начать работу", "регистрация"),
    ("истёк", "продление"),
    ("истекает", "продление"),
    ("закончилась", "продление"),
    ("закончился", "продление"),
    ("просрочена", "продление"),
    ("перевыпуск", "продление"),
    ("перевыпустить", "продление"),
    ("отозвать", "отмена"),
    ("аннулировать", "отмена"),
    ("передумали", "отмена"),
    ("прекратить", "расторжение"),
    ("разорвать", "расторжение"),
    ("контракт", "договор"),
    ("допсоглашение", "дополнительное соглашение"),
    ("допник", "дополнительное соглашение"),
    ("приложение к договору", "дополнительное соглашение"),
    ("подорожал", "повышение цены"),
    ("поднять", "повышение"),
    ("снизить", "снижение"),
    ("флешка", "токен"),
    ("рутокен", "токен"),
    ("png", "изображение"),
    ("jpg", "изображение"),
    ("jpeg", "изображение"),
    ("счёт-фактура", "закрывающие документы"),
    ("счф", "счёт-фактура"),
    ("акты", "закрывающие документы"),
    ("письма", "уведомления"),
    ("рассылка", "уведомления"),
    ("оповещение", "уведомление"),
    ("МЧД", "машиночитаемая доверенность"),
    ("ТОРГ-12", "накладная"),
    ("недопоставка", "недостача"),
    ("не хватает", "недостача"),
    ("заплатить", "оплата"),
    ("расценки", "тарифы"),
    ("подключение", "доступ"),
    ("юридический адрес", "реквизиты"),
    ("расчётный счёт", "реквизиты"),
)
"""What comes with the desk."""


class Reason(StrEnum):
    """Why a line is refused."""

    FORM = "synonym_form"
    """It is neither «word = meaning» nor «- word»: `example`."""
    SAYS_NOTHING = "synonym_says_nothing"
    """The search leaves such words out: `word`."""
    TOO_LONG = "synonym_too_long"
    """`limit`: characters."""


@dataclass(frozen=True, slots=True)
class Change:
    """A word and its meaning; without one the word is to be forgotten."""

    word: str
    meaning: str | None


def read(line: str) -> Change:
    """Read a line. Raises Refused."""
    typed = one_line(line)
    if typed.startswith(("-", "–", "—")):
        return Change(_checked(typed[1:].strip(), WORD_LIMIT), None)
    word, _, meaning = (part.strip() for part in typed.partition("="))
    if not word or not meaning:
        raise Refused(Reason.FORM, example=_EXAMPLE)
    return Change(_checked(word, WORD_LIMIT), _checked(meaning, MEANING_LIMIT))


def key(word: str) -> str:
    """Return a word as it is compared with others."""
    return word.lower().replace("ё", "е")


def together(own: Iterable[tuple[str, str]]) -> Mapping[str, tuple[str, str]]:
    """Return what counts by its key: what comes with the desk, but for what is kept otherwise; no meaning: none."""
    found = {key(word): (word, meaning) for word, meaning in COMMON}
    found |= {key(word): (word, meaning) for word, meaning in own}
    return {name: pair for name, pair in found.items() if pair[1]}


def _checked(words: str, limit: int) -> str:
    if len(words) > limit:
        raise Refused(Reason.TOO_LONG, limit=str(limit))
    if not stems(words):
        raise Refused(Reason.SAYS_NOTHING, word=words)
    return words
