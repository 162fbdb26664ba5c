"""A greeting that stands alone: nothing is asked yet, and it belongs into no description (no clause of its own)."""

import re

from bot.rules.text import clean

LIMIT = 60
"""Characters of the longest text that is looked at."""
_HELLO = (
    r"здравствуй(?:те)?|здрасьте|приветствую|привет|салют|добр(?:ый|ого) (?:день|дня|вечер|вечера)|доброе утро|"
    r"доброго (?:утра|времени суток)|добрый|hello|hi|hey|good (?:morning|day|afternoon|evening)"
)
_WHOM = "вам|вас|всем|коллеги|уважаемые|бот|поддержка|команда|there|team|all"
_SIGNS = r"[\s,.!;)(👋🙂😊-]*"
_GREETING = re.compile(rf"(?:{_HELLO})\b{_SIGNS}(?:(?:{_HELLO}|{_WHOM})\b{_SIGNS})*")


def is_greeting(text: str) -> bool:
    """Tell whether a text greets and says nothing more."""
    said = clean(text).casefold()
    return len(said) <= LIMIT and _GREETING.fullmatch(said) is not None
