"""Articles of the guide (3.6): which fit, how well, and how early a reader sees them."""

from dataclasses import replace

import pytest

from bot.rules.guide import guide
from bot.rules.guide.guide import Article, rank, score, serves, stems, stems_of_query

ENGLISH = Article(1, "API", "https://tbshelp.ru/api", "", None, (), "en")
PRICES = Article(2, "Загрузка прайс-листа", "https://tbshelp.ru/price", "Шаблон таблицы", None, (9, 10), "ru")


@pytest.mark.parametrize(("language", "ranked"), [(None, 0.8), ("en", 0.8), ("ru", 0.4)])
def test_an_article_in_another_language_comes_later(language: str | None, ranked: float):
    assert rank(ENGLISH, 0.8, language) == ranked


@pytest.mark.parametrize(
    ("services", "service", "expected"),
    [
        ((), None, True),
        ((), 9, True),
        ((9, 10), None, True),
        ((9, 10), 10, True),
        ((9, 10), 8, False),
        ((9,), 0, False),
    ],
)
def test_clause_3_6_an_article_is_about_its_services_or_about_any(
    services: tuple[int, ...], service: int | None, expected: bool
):
    assert serves(replace(PRICES, services=services), service) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ()),
        ("Как и что, the?", ()),
        ("Загрузить ПРАЙС-ЛИСТ", ("загруз", "прайс", "лист")),
        ("загрузка загрузку загрузить", ("загруз",) * 3),
        ("Учётная учетная", ("учетн",) * 2),
        ("uploading uploads_files", ("upload", "upload", "file")),
        ("восстановление", ("восста",)),
        ("ошибка 404", ("ошибк", "404")),
    ],
)
def test_words_are_compared_by_what_their_forms_share(text: str, expected: tuple[str, ...]):
    assert stems(text) == expected


def test_a_query_has_each_word_once_and_no_more_than_say_something_new():
    assert stems_of_query("цена цены, цену: файл") == ("цен", "файл")
    words = [f"{letter}{number}" for letter in "xyz" for number in range(20)]
    assert stems_of_query(" ".join(words)) == tuple(words[: guide.MOST_STEMS])
    assert guide.MOST_STEMS == 40


@pytest.mark.parametrize(
    ("looked_for", "expected"),
    [
        ("", 0.0),
        ("загрузить прайс-лист", 1.0),
        ("загрузить", (1 + 1 / 3) / 2),
        ("шаблон", 0.4 / 2),
        ("загрузить шаблон", ((1 + 0.4) / 2 + 1 / 3) / 2),
        ("телепортация", 0.0),
        ("загрузить телепортация", (1 / 2 + 1 / 3) / 2),
    ],
)
def test_half_a_score_is_what_was_asked_and_half_what_the_title_promises(looked_for: str, expected: float):
    assert score(PRICES, stems_of_query(looked_for)) == pytest.approx(expected)


def test_an_article_without_a_title_has_what_its_text_is_worth():
    assert score(replace(PRICES, title=""), ("шаблон",)) == pytest.approx(0.2)


@pytest.mark.parametrize(("before", "found"), [(3993, True), (3994, False)])
def test_of_a_long_text_only_the_beginning_is_looked_at(before: int, found: bool):
    long = replace(PRICES, text=f"{'я' * before} шаблон")
    assert (score(long, ("шаблон",)) > 0) is found
