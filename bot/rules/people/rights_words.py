"""What people ask about their personal data in words, where no command is typed (152-ФЗ, articles 14, 20 and 21)."""

import re

from bot.rules.people.rights_requests import Wish

LIMIT = 200
"""Characters of the longest text that is looked at: whoever writes more says more, and an operator reads it."""
_GATE = ("данны", "согласи", "my data", "consent", "обо мне", "about me")
_AROUND = (
    r"прошу|просим|просьба|хочу|хотим|хотел[аи]? бы|требую|требуем|надо|нужно|необходимо|можно|как|можете|могу|могли бы"
    r"|пожалуйста|срочно|немедленно|сейчас|вы|вас|я|мы|мне|нам|ли|бы|и|то|все|всю|мо[ийюе]|моего|моих|свои|свое|своего"
    r"|наши|наше|ваш(?:ей|его|у|ем)?|вашей|здравствуйте|добрый день|добрый вечер|доброе утро|спасибо|заранее|меня|себе"
    r"|больше|уже|а|ну|из|в|во|с|со|от|на|по|у|о|об|обо|для|соответствии|согласно|основании|закон[аеуом]*|фз|152"
    r"|систем\w+|баз\w*|бот\w*|чат\w*|сервис\w*|поддержк\w+|копи[юя]|стать\w+|пункт\w*|персональн\w+|личн\w+"
    r"|информаци\w+|данны\w+|аккаунт\w*|запис\w+|учетн\w+|обработк\w+|ранее|данное|данного"
    r"|please|i|we|want|would|like|to|you|can|could|all|my|me|the|a|of|from|your|system|bot|personal|data|about|for"
)
_OWN = r"(?:мо[ийюе]\w*|сво[ийюе]\w*|наш[иуе]\w*|меня|обо мне|о себе|о нас|my|about me)"
_ERASE = (
    r"(?:удал(?:и(?:те|ть)?|яйте|ение)|сот(?:рите|реть|ри)|стер(?:еть|ите)|уничтож(?:ьте|ить)|забудьте|delete|erase)"
)
_TAKE_BACK = r"(?:отзыва(?:ю|ем|ть)|отоз(?:вать|ву)|отзыв|withdraw)"
_SHOW = (
    r"(?:пришлите|вышлите|отправьте|дайте|предоставьте|покажите|выгрузите|скачать|получить|узнать|увидеть|посмотреть"
    r"|какие|что|send|show|give|download|which)"
)
_STORED = r"(?:хран\w+|собран\w*|известно|есть|знаете|имеете|stored|have|know|is|do)"
_WORD = re.compile(r"[\w]+")
_ERASES = re.compile(rf"\b{_ERASE}\b")
_WITHDRAWS = re.compile(rf"\b{_TAKE_BACK}\b.*\b(?:согласи\w*|consent)\b|\bсогласи\w*\b.*\b{_TAKE_BACK}\b")
_SHOWS = re.compile(rf"\b{_SHOW}\b")
_ABOUT_ME = re.compile(rf"\b{_OWN}\b")
_ABOUT_DATA = re.compile(r"\b(?:данны\w+|информаци\w+|обо мне|data|about me)\b")
_REST = re.compile(rf"\b(?:{_AROUND}|{_OWN}|{_ERASE}|{_TAKE_BACK}|{_SHOW}|{_STORED}|согласи\w*|consent)\b")


def wish(text: str) -> Wish | None:
    """Return what a whole text asks for; None when it says anything besides, such as what of a company is meant."""
    said = text.casefold().replace("ё", "е")
    if len(said) > LIMIT or not any(each in said for each in _GATE) or _WORD.search(_REST.sub(" ", said)):
        return None
    if _WITHDRAWS.search(said):
        return Wish.WITHDRAW
    if not (_ABOUT_ME.search(said) and _ABOUT_DATA.search(said)):
        return None
    if _ERASES.search(said):
        return Wish.FORGET
    return Wish.MYDATA if _SHOWS.search(said) else None
