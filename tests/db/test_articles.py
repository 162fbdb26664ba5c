"""The search in the guide, judged by labelled questions. Guide and questions were written for this test: see guide.csv.

The questions are worded as requesters word them, and never as the title is worded.
"""

from pathlib import Path

import pytest

from bot.actions.guide import guide
from bot.actions.work import Work
from bot.policy import policy_of
from bot.rules.guide import guide_import, sheets
from bot.rules.guide.guide import stems
from db.guide import articles
from tests.db.rows import NOW
from tests.desks import settings_for

GUIDE = Path(__file__).parents[1] / "guide.csv"
QUESTIONS = {
    "забыла пароль, не могу зайти": "access/password",
    "как зарегистрироваться в системе": "start/registration",
    "не пришло письмо для подтверждения почты": "start/no-letter",
    "нам отклонили верификацию": "verify/rejected",
    "какие документы нужны для верификации юрлица": "verify/company",
    "заблокировали учетную запись после неверных попыток": "access/blocked",
    "хочу поменять логин на другую почту": "access/change-login",
    "как загрузить прайс-лист": "price/upload",
    "ошибка при загрузке прайса: не совпадают столбцы": "price/errors",
    "где взять шаблон прайс листа": "price/template",
    "обновить остатки на складе": "catalog/stock",
    "как массово изменить цены в каталоге": "catalog/prices",
    "поменять статус заказа на отгружен": "orders/status",
    "прикрепить скан накладной к заказу": "documents/invoice",
    "создать новый цифровой договор": "contracts/create",
    "продлить договор, срок заканчивается": "contracts/prolong",
    "сопоставить наши категории с вашими категориями": "categories/match",
    "создание типа цен для заказчика": "prices/types",
    "заказчик не видит наш каталог": "catalog/not-visible",
    "выгрузка номенклатуры из 1С": "catalog/1c",
    "как добавить нового сотрудника-пользователя": "start/new-user",
    "изменить адрес доставки": "cabinet/addresses",
}

UNANSWERED = (
    "Верните деньги за прошлый год, сотрудник обещал позвонить",
    "Когда у вас обеденный перерыв?",
    "Добрый день, пришлите акт сверки за третий квартал",
    "Хотим пригласить вас на выставку в октябре",
    "Кто наш персональный менеджер и какой у него телефон?",
    "Вчера ваш курьер нагрубил нашему бухгалтеру на складе",
    "Просим оплатить счёт за аренду офиса",
)
"""What the guide says nothing about."""


async def load(database) -> None:
    places, rows = guide_import.table(sheets.read(GUIDE.read_bytes()))
    async with database.transaction() as connection:
        for _, cells in rows:
            await articles.put(connection, guide_import.read(places, cells).article)


async def test_clause_3_6_at_least_19_of_20_questions_find_their_article_first(database):
    await load(database)
    async with database.reading() as connection:
        work = Work(connection, NOW, policy_of(settings_for("sqlite+aiosqlite://", "http://localhost")))
        first = {question: await guide.search(work, question, 1) for question in QUESTIONS}
    missed = {
        question: [each.link for each in found]
        for question, found in first.items()
        if [each.link for each in found] != [f"https://tbshelp.ru/{QUESTIONS[question]}"]
    }
    print(f"found first: {len(QUESTIONS) - len(missed)} of {len(QUESTIONS)}; missed: {missed}")
    assert len(missed) <= len(QUESTIONS) // 20


async def test_what_fits_is_suggested_and_what_does_not_is_not(database):
    await load(database)
    async with database.reading() as connection:
        work = Work(connection, NOW, policy_of(settings_for("sqlite+aiosqlite://", "http://localhost")))
        fits = await guide.fitting(work, "Здравствуйте. Подскажите, как сделать загрузку нашего прайс-листа?")
        assert fits[0].link.endswith("price/upload")
        assert fits[0].services == (9,)
        for text in ("Добрый день", "😀😀😀", "", "Позвоните мне, пожалуйста", "'; drop table articles; -- OR NEAR(*)"):
            assert await guide.fitting(work, text) == []
        assert [each.link for each in await guide.search(work, "верификация организации", 1)] == [
            "https://tbshelp.ru/verify/company"
        ]
        assert await guide.search(work, "вериф", 1, typing=True)
        pages = [each.id for skip in (0, 2) for each in await guide.search(work, "заказ", 2, skip=skip)]
        assert len(set(pages)) == 4


async def test_clause_3_6_what_the_guide_answers_is_suggested_nearly_always_and_nothing_else_ever(database):
    await load(database)
    async with database.reading() as connection:
        work = Work(connection, NOW, policy_of(settings_for("sqlite+aiosqlite://", "http://localhost")))
        missed = [
            question
            for question, page in QUESTIONS.items()
            if f"https://tbshelp.ru/{page}" not in [each.link for each in await guide.fitting(work, question)]
        ]
        wrong = {text: [each.title for each in await guide.fitting(work, text)] for text in UNANSWERED}
    print(f"suggested: {len(QUESTIONS) - len(missed)} of {len(QUESTIONS)}; missed: {missed}")
    assert len(missed) <= len(QUESTIONS) // 10
    assert not any(wrong.values()), wrong


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("загрузить прайс-лист", "Загрузка прайс-листа"),
        ("договоры", "договора"),
        ("учётной", "учетная"),
        ("orders", "order"),
    ],
)
def test_forms_of_a_word_have_the_same_stem(one: str, other: str):
    assert stems(one) == stems(other) or set(stems(one)) & set(stems(other))


def test_words_that_say_nothing_are_not_looked_for():
    assert stems("Здравствуйте, подскажите, пожалуйста, как это сделать?") == ()
