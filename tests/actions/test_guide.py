"""What the guide offers for a text (3.6): the best first, of those that are likely and about the service."""

from dataclasses import replace

import pytest

from bot.actions.guide import guide
from bot.actions.work import Work
from bot.rules.guide.guide import Article
from db.guide import articles

PRICES = Article(0, "Загрузка прайс-листа", "https://tbshelp.ru/load", "Шаблон", None, (9,), "ru")
ERRORS = replace(PRICES, title="Ошибки загрузки прайс-листа", link="https://tbshelp.ru/errors", services=(10,))
ANY = replace(PRICES, title="Прайс-лист: вопросы об оплате счёта", link="https://tbshelp.ru/any", services=())
ENGLISH = replace(PRICES, title="прайс загрузка листа", link="https://tbshelp.ru/en", language="en", services=(11,))
FAR = replace(PRICES, title="Договоры", link="https://tbshelp.ru/far", text="Как загрузить скан", services=(12,))


@pytest.fixture
async def loaded(work: Work) -> Work:
    for article in (FAR, ENGLISH, ANY, ERRORS, PRICES):
        await articles.put(work.db, article)
    return work


def links(found: list[Article]) -> list[str]:
    return [each.link.rpartition("/")[2] for each in found]


@pytest.mark.parametrize(
    ("service", "expected"),
    [(None, {"load", "en", "errors"}), (9, {"load", "any"}), (10, {"errors", "any"}), (12, {"any"}), (3, {"any"})],
)
async def test_clause_3_6_what_fits_is_likely_and_about_the_service_or_about_any(
    loaded: Work, service: int | None, expected: set[str]
):
    assert set(links(await guide.fitting(loaded, "загрузка прайс-листа", service=service))) == expected


async def test_clause_3_6_as_many_are_offered_as_are_asked_for(loaded: Work):
    assert len(await guide.fitting(loaded, "загрузка прайс-листа", 1)) == 1
    assert len(await guide.fitting(loaded, "загрузка прайс-листа", 2)) == 2


async def test_those_in_the_readers_language_come_first(loaded: Work):
    russian = links(await guide.search(loaded, "загрузка прайс-листа", 9, language="ru"))
    assert russian[0] == "load"
    assert links(await guide.search(loaded, "загрузка прайс-листа", 9, language="en"))[0] == "en"
    assert links(await guide.search(loaded, "загрузка прайс-листа", 2, language="ru", skip=1)) == russian[1:3]


async def test_for_an_instruction_whatever_its_words_find_is_better_than_nothing(loaded: Work):
    assert links(await guide.offered(loaded, "телефон и счёт, скан и письмо, почта и курьер", 3)) != []
    assert await guide.fitting(loaded, "телефон и счёт, скан и письмо, почта и курьер", 3) == []
    assert await guide.offered(loaded, "телепортация", 3) == []


@pytest.mark.parametrize(("service", "expected"), [(9, ["load"]), (10, ["errors"]), (1, [])])
async def test_articles_about_a_service_are_found_by_its_title(loaded: Work, service: int, expected: list[str]):
    assert links(await guide.about(loaded, service, "загрузка прайс-листа")) == expected


async def test_no_more_lessons_are_shown_than_can_be_read_at_once(work: Work):
    for number in range(5):
        await articles.put(work.db, replace(PRICES, link=f"https://tbshelp.ru/{number}"))
    assert len(await guide.about(work, 9, "загрузка прайс-листа")) == 3


async def test_a_word_that_is_still_typed_may_be_incomplete(loaded: Work):
    assert links(await guide.search(loaded, "догов", 9, typing=True)) == ["far"]
    assert await guide.search(loaded, "догов", 9) == []
