"""Articles of the guide (3.6): which fit, how well, and how early a reader sees them."""

from dataclasses import replace

import pytest

from bot.rules.guide import guide
from bot.rules.guide.asking import UNKNOWN, Synonyms, asked_words, near, parts, stems_to_count, understood, weight
from bot.rules.guide.guide import Article, Query, Term, rank, score, serves, stem, stems

ENGLISH = Article(1, "API", "https://tbshelp.ru/api", "", None, (), "en")
PRICES = Article(2, "Загрузка прайс-листа", "https://tbshelp.ru/price", "Шаблон таблицы", None, (9, 10), "ru")


def scored(article: Article, text: str) -> float:
    query = understood(asked_words(text), {}, Synonyms(), {})
    return score(article, query, [1.0] * len(query.terms))


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
    assert asked_words("цена цены, цену: файл") == ["цена", "файл"]
    words = [f"{letter}{number}" for letter in "xyz" for number in range(20)]
    assert asked_words(" ".join(words)) == words[: guide.MOST_STEMS]
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
    assert scored(PRICES, looked_for) == pytest.approx(expected)


def test_an_article_without_a_title_has_what_its_text_is_worth():
    assert scored(replace(PRICES, title=""), "шаблон") == pytest.approx(0.2)


@pytest.mark.parametrize(("before", "found"), [(3993, True), (3994, False)])
def test_of_a_long_text_only_the_beginning_is_looked_at(before: int, found: bool):
    long = replace(PRICES, text=f"{'я' * before} шаблон")
    assert (scored(long, "шаблон") > 0) is found


SYNONYMS = Synonyms.of([("ЭЦП", "электронная подпись"), ("КП", "коммерческое предложение"), ("сброс пароля", "КП")])


def choices(text: str, articles: dict[str, int], mistyped: dict[str, list[str]] | None = None) -> list[Term]:
    return list(understood(asked_words(text), articles, SYNONYMS, mistyped or {}).terms)


def test_clause_3_6_a_synonym_stands_for_what_it_means_and_the_other_way_round():
    assert choices("вход ЭЦП", {}) == [Term((("вход",),)), Term((("эцп",), stems("электронная подпись")))]
    assert choices("электронной подписью", {}) == [Term((stems("электронная подпись"), ("эцп",)))]
    assert choices("кп", {}) == [Term((("кп",), stems("коммерческое предложение"), stems("сброс пароля")))]


def test_clause_3_6_neighbours_are_joined_and_a_word_is_divided_where_articles_have_that():
    assert stems_to_count(["видео", "урок"]) == {*stems("видео урок"), "видеоу"}
    assert choices("видео урок", {"видеоу": 2})[0] == Term((stems("видео"), ("видеоу",)))
    assert choices("видео урок", {})[0] == Term((stems("видео"),))
    assert ("прайс", "лист") in parts("прайслист")
    assert choices("прайслист", {"прайс": 3, "лист": 3}) == [Term((("прайсл",), ("прайс", "лист")))]
    assert choices("прайслист", {"прайс": 3, "лист": 3, "прайсл": 1}) == [Term((("прайсл",),))]
    assert choices("прайслист", {"прайс": 3}) == [Term((("прайсл",),))]


@pytest.mark.parametrize(
    ("typed", "known", "expected"),
    [
        ("пороль", "парол", True),
        ("парль", "парол", True),
        ("пароооль", "парол", False),
        ("апроль", "парол", True),
        ("паролл", "парол", True),
        ("ретинг", "рейтин", True),
        ("восстоновление", "восста", True),
        ("верефикация", "верифи", True),
        ("погода", "подход", False),
        ("договор", "догово", True),
        ("заказ", "показ", False),
    ],
)
def test_clause_3_6_a_word_may_have_one_mistake(typed: str, known: str, expected: bool):
    assert (near(typed, [known]) == [known]) is expected


def test_what_is_only_near_counts_for_less():
    query = Query(tuple(choices("пороль", {}, {"пороль": ["парол"]})))
    article = replace(PRICES, title="Пароль", text="")
    assert score(article, query, [1.0]) == pytest.approx((0.8 + 1) / 2)
    assert choices("ЭЦП", {}, {"эцп": ["эп"]}) == [Term((("эцп",), stems("электронная подпись")))]  # known as a synonym


def test_rare_words_weigh_more():
    rare, common, unknown = Term((("упд",),)), Term((("заказ",),)), Term((("борщ",),))
    articles = {"упд": 1, "заказ": 50}
    assert weight(rare, articles, 60) > 2 * weight(common, articles, 60) > 0
    assert weight(unknown, articles, 60) == weight(rare, articles, 60) * UNKNOWN
    article = replace(PRICES, title="УПД", text="")
    query = Query((rare, common))
    weights = [weight(term, articles, 60) for term in query.terms]
    assert score(article, query, weights) > score(article, query, weights[::-1])


@pytest.mark.parametrize(("one", "other"), [("отмена", "отменить"), ("замены", "заменить"), ("смена", "сменить")])
def test_a_short_root_is_kept_whole(one: str, other: str):
    assert stem(one) == stem(other)
