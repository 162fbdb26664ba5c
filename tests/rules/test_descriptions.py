"""What describes a question, and what is said beside the question that is asked."""

import pytest

from bot.rules.tickets.descriptions import describes, is_courtesy, is_identity, leads_back, passes_over


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        *((text, "text") for text in ("Не открывается каталог", "помогите", "12345", "7707083893", "срочно", "а")),
        *(
            (text, "text")
            for text in (
                "да не открывается",
                "как ввести цену",
                "спасибо, но не открывается",
                "не знаю, что делать с ценой",
            )
        ),
        *((text, "text") for text in ("Здравствуйте, нет доступа", "да " * 100)),
        *(("", kind) for kind in ("photo", "voice", "document", "contact")),
        ("спасибо", "photo"),
    ],
)
def test_it_can_describe_a_question(text: str, kind: str):
    assert describes(text, kind)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "спасибо",
            "Спасибо большое",
            "Здравствуйте",
            "да",
            "Нет.",
            "ок",
            "Назад",
            "готово",
            "дальше",
            "отмена",
            "...",
        ),
        *("???", "алло?", "вы тут?", "кто-нибудь", "это всё", "Всё равно отправить", "другой вопрос", "не знаю", "👍"),
        *("тариф", "Мои обращения", "меню"),
        *("Что дальше нажимать?", "а куда мне нажать", "ну", "минуточку", "+"),
        *("что нажать", "куда нажать?", "отправить", "пропустить", "no", "what now?"),
    ],
)
def test_it_describes_none(text: str):
    assert not describes(text, "text")


def test_a_sticker_is_a_courtesy_and_a_picture_is_none():
    assert is_courtesy("", "sticker")
    assert not describes("", "sticker")
    assert not is_courtesy("", "photo")
    assert not is_courtesy("здравствуйте", "photo")


@pytest.mark.parametrize(
    "text", ["anna@romashka.example", "7707083893", "ИНН 7707083893", "ООО Ромашка", "Кузнецов Борис"]
)
def test_it_says_who_writes(text: str):
    assert is_identity(text)


@pytest.mark.parametrize(
    "text", ["Не открывается каталог", "12345", "заказ 12345", "Борис", "ООО Ромашка не может войти"]
)
def test_it_does_not_say_who_writes(text: str):
    assert not is_identity(text)


def test_it_steers():
    assert [leads_back("назад"), leads_back("Вернуться назад!"), leads_back("назад в каталог")] == [True, True, False]
    assert [passes_over("Пропустить"), passes_over("дальше"), passes_over("пропустить нельзя")] == [True, True, False]
    later = ("инн потом", "не помню инн", "потом скажу", "не знаю")
    assert [passes_over(each) for each in (*later, "не знаю, что с ценой")] == [True] * 4 + [False]
