"""Instructions in operators' texts, against the labelled set instructions.tsv, and links to the guide."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.moderation.instructions import has_guide_link, is_instruction

with (Path(__file__).parent / "instructions.tsv").open(encoding="utf-8", newline="") as table:
    CASES = list(
        csv.DictReader((line for line in table if line[0] != "#"), delimiter="\t", quoting=csv.QUOTE_NONE, strict=True)
    )
HOSTS = frozenset({"tbshelp.ru", "справка.рф"})


def of(part: str) -> list[dict[str, str]]:
    return [case for case in CASES if part in (case["part"], "all")]


def seen_as_instruction(case: dict[str, str]) -> bool:
    return is_instruction(case["text"].replace("\\n", "\n"))


@pytest.mark.parametrize("part", ["all", "tune", "hold-out"])
def test_clause_3_6_the_detector_is_precise_enough_and_finds_enough(part: str):
    found = [case for case in of(part) if seen_as_instruction(case)]
    right = sum(case["instruction"] == "yes" for case in found)
    precision, recall = right / len(found), right / sum(case["instruction"] == "yes" for case in of(part))
    print(f"\n{part}: precision {precision:.2f}, recall {recall:.2f}")
    for case in of(part):
        if seen_as_instruction(case) != (case["instruction"] == "yes"):
            print("  missed:" if case["instruction"] == "yes" else "  false alarm:", case["text"])
    assert precision >= 0.9
    assert recall >= 0.8


@pytest.mark.parametrize(("part", "count"), [("all", 120), ("tune", 60), ("hold-out", 60)])
def test_the_labelled_set_is_balanced_and_half_of_it_is_set_aside(part: str, count: int):
    assert len(of(part)) == len({case["text"] for case in of(part)}) == count
    assert [case["instruction"] for case in of(part)].count("yes") == count // 2


@pytest.mark.parametrize(
    "text",
    [
        "",
        "😀😀😀",
        "?",
        "Нажмите?",
        "Вы выбрали «Каталог»?",
        "Нам нужно открыть раздел",
        "Выберите удобное время",
        "Уточните, какую кнопку Вы нажимаете.",
    ],
)
def test_clause_3_6_what_asks_or_tells_nothing_passes(text: str):
    assert not is_instruction(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *((f"Каталог {arrow} Импорт {arrow} Файл", True) for arrow in ("→", "⇒", "->", "=>")),
        ("«Каталог» — «Импорт» / «Файл»", True),
        ("«Каталог»/ «Импорт»>«Файл»", True),
        ("«Каталог», «Импорт», «Файл»", False),
        ("Каталог → Импорт?", False),
        ("Нажмите", True),
        ("Нажмите? Нажмите", True),
        ("Нажимаете", True),
        ("Уточните, нажимаете ли", False),
        ("Откройте", False),
        ("Откройте дверь", False),
        ("Откройте файл", True),
        ("Откройте «дверь»", True),
        ('Откройте "дверь"', True),
        ("Откройте. Закройте", True),
        ("Откройте! Закройте", True),
        ("Закройте… Откройте", True),
        ("Откройте\nЗакройте", True),
        ("Откройте? Закройте", False),
        ("Пришлите файл, откройте и закройте", False),
        ("Нужно открыть файл", True),
        ("Нам нужно открыть файл", False),
        ("Открыть файл", False),
        ("Можно открыть и закрыть", True),
        ("1. Откройте", False),
        ("1. Откройте\n2) и всё", True),
        ("Шаг 1 откройте, шаг 2 готово", True),
        ("1. Всё\n2. готово", False),
        ("please click", False),
        ("Please click the button", True),
        ("Then click, now press", True),
        ("we open the list", False),
        ("click list?", False),
        ("Всё закроют и откроют → потом", False),
        ("Файл → готов", True),
    ],
)
def test_clause_3_6_two_signs_make_an_instruction(text: str, expected: bool):
    assert is_instruction(text) is expected


@pytest.mark.parametrize(
    "html",
    [
        "См. https://tbshelp.ru/faq",
        "См. HTTP://TBSHELP.RU:8080",
        'См. <a href="https://www.tbshelp.ru/?a=1&amp;b=2">статью</a>',
        "См. http://ask.tbshelp.ru./a#b",
        "Подробности: tbshelp.ru/faq.",
        "https://СПРАВКА.РФ/вход",
        '<a href="https://xn--80aaf6awgf.xn--p1ai/">здесь</a>',
        "https://справка.рф",
        "https://user@tbshelp.ru/",
    ],
)
def test_clause_3_6_a_link_to_the_guide_counts_however_it_is_written(html: str):
    assert has_guide_link(html, HOSTS)


@pytest.mark.parametrize(
    "html",
    [
        "",
        "tbshelp",
        "https://nottbshelp.ru/",
        "https://tbshelp.ru.example/",
        "https://example.com/tbshelp.ru",
        "https://example.com/?to=https://tbshelp.ru",
        "https://tbshelp.ru@example.com/",
        "support@tbshelp.ru",
        "http://[tbshelp.ru",
    ],
)
def test_clause_3_6_other_links_do_not_count(html: str):
    assert not has_guide_link(html, HOSTS)


def test_clause_3_6_without_hosts_there_is_no_guide_link():
    assert not has_guide_link("https://tbshelp.ru/", frozenset())


@given(st.text(alphabet=st.sampled_from("https://.@[]:«»→. \nнажмитеxn--İё") | st.characters(), max_size=120))
def test_no_text_is_too_much(text: str):
    assert is_instruction(f"Нажмите «ОК». {text}")
    has_guide_link(text, HOSTS)
    has_guide_link(f"https://{text}", HOSTS)


@pytest.mark.parametrize(
    "text",
    [
        "Тапните по значку и выключите звук.",
        "Дальше жмём «Отправить».",
        "Договор можно отменить, нажав «Отменить» в карточке.",
        "Нужно выйти из кабинета и войти снова.",
    ],
)
def test_clause_3_6_steps_are_told_in_other_forms_too(text: str):
    assert is_instruction(text)
