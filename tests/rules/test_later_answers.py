"""What is asked for later, typed where the login is asked for."""

import pytest

from bot.rules.people.identity import is_later_answer


@pytest.mark.parametrize(
    "text",
    [
        *("Кузнецов Борис", "борис кузнецов", "Смирнова Анна Ивановна", "Анна Ивановна", "Римский-Корсаков Николай"),
        *("ООО Ромашка", "ООО «Ромашка»", "ип Кузнецов Борис", "АО «Северный завод»"),
    ],
)
def test_it_answers_a_later_question(text: str):
    assert is_later_answer(text)


@pytest.mark.parametrize(
    "text",
    [
        *("", "Борис", "Добрый день", "Вера спасибо", "не помню логин", "Каталог не открывается", "пароль 123"),
        *("ООО Ромашка не может войти в систему", "У Бориса Кузнецова ошибка", "ООО", "anna@romashka.example"),
    ],
)
def test_it_does_not(text: str):
    assert not is_later_answer(text)
