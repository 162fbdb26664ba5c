"""What operators seem to mean for each other: it is held, not sent (3.1)."""

import pytest

from bot.rules.moderation.among_operators import is_to_colleagues


@pytest.mark.parametrize(
    "text",
    [
        "кто возьмет?",
        "Коллеги, кто возьмёт?",
        "Кто сможет взять или кто свободен?",
        "кто сейчас дежурит?",
        "кто из второй линии возьмет?",
        "Кто на смене?",
        "беру",
        "Я возьму.",
        "Заберу себе",
        "@gleb_sokolov глянь, пожалуйста",
        "Глеб, возьми заявку",
        "Who takes this?",
        "I'll take it",
    ],
)
def test_clause_3_1_talk_among_operators_is_told_from_what_requesters_are_written(text: str):
    assert is_to_colleagues(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Коллеги, добрый день. Проверьте, пожалуйста, доступ",
        "Кто у вас подписывает договор?",
        "Уточните, пожалуйста, кто возвращает заказ",
        "Возьмём в работу и сообщим",
        "Я возьму ваш вопрос на контроль и вернусь с ответом",
        "Ваше обращение взял в работу инженер",
        "Кто-нибудь из ваших сотрудников входил в Систему?",
        "Кто у вас занимается закупками?",
        "Кто ведёт этот договор?",
        "Кто заберёт документы?",
        "Напишите на support@tbshelp.ru",
        "Возьмите номер заказа из письма",
        "Посмотрите, кто в вашей организации занимается закупками, и сообщите нам его фамилию, имя и отчество",
    ],
)
def test_clause_3_1_what_is_written_to_requesters_is_no_talk_among_operators(text: str):
    assert not is_to_colleagues(text)
