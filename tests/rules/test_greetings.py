"""A greeting alone asks nothing."""

import pytest

from bot.rules.tickets.greetings import is_greeting


@pytest.mark.parametrize(
    "text",
    [
        *(
            "здравствуйте",
            "Здравствуйте!",
            "Добрый день",
            "Добрый день, коллеги.",
            "Привет 👋",
            "Доброго времени суток",
        ),
        *("Здравствуйте, поддержка!", "Hello", "Good morning, team", "добрый"),
    ],
)
def test_it_greets(text: str):
    assert is_greeting(text)


@pytest.mark.parametrize(
    "text",
    [
        *("", "Здравствуйте, не открывается каталог", "Добрый день! ЭО-12", "Добрый день?", "привет из Тулы", "да"),
        *("Спасибо", "Здравствуйте " * 20, "Приветственное письмо не пришло", "hi-fi", "👋", "бот", "all"),
    ],
)
def test_it_says_more_or_nothing(text: str):
    assert not is_greeting(text)
