"""What asks nothing, by `sets/thanks.tsv`: written before the rule but for the last 30, even lines kept apart."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.tickets.thanks import LIMIT, Said, read

SET = Path(__file__).parent / "sets" / "thanks.tsv"


@pytest.mark.parametrize(("text", "said"), [line.split("\t") for line in SET.read_text("utf-8").splitlines()])
def test_clause_3_3_only_what_asks_something_waits_for_an_answer(text: str, said: str):
    assert read(text, "text") == said


@pytest.mark.parametrize(
    ("kind", "text", "said"),
    [
        ("sticker", "", Said.THANKS),
        ("photo", "спасибо", Said.QUESTION),
        ("voice", "", Said.QUESTION),
        ("text", "спасибо " * LIMIT, Said.QUESTION),
        ("text", "Большое человеческое спасибо, дай Бог вам здоровья!", Said.THANKS),
        ("text", "Извините за беспокойство", Said.THANKS),
        ("text", "Вопрос решён, спасибо, милая", Said.SOLVED),
        ("text", "Извините, не открывается каталог", Said.QUESTION),
    ],
)
def test_files_are_looked_at(kind: str, text: str, said: Said):
    assert read(text, kind) is said


@pytest.mark.parametrize(
    ("text", "asked", "elsewhere"),
    [
        ("Подтверждаю", Said.SOLVED, Said.QUESTION),
        ("Конечно", Said.SOLVED, Said.QUESTION),
        ("Нашла, спасибо", Said.SOLVED, Said.QUESTION),
        ("Смогла войти", Said.SOLVED, Said.QUESTION),
        ("Вопрос закрыли", Said.SOLVED, Said.QUESTION),
        ("Плюс", Said.SOLVED, Said.QUESTION),
        ("Сейчас всё работает", Said.SOLVED, Said.QUESTION),
        ("Сейчас", Said.QUESTION, Said.QUESTION),
        ("Сейчас проверю", Said.QUESTION, Said.QUESTION),
        ("Нашёл ошибку", Said.QUESTION, Said.QUESTION),
        ("Неверно", Said.QUESTION, Said.QUESTION),
        ("Точно?", Said.QUESTION, Said.QUESTION),
        ("Нет", Said.QUESTION, Said.QUESTION),
    ],
)
def test_clause_3_2_more_says_that_it_is_solved_where_that_was_asked(text: str, asked: Said, elsewhere: Said):
    assert read(text, "text", asked=True) is asked
    assert read(text, "text") is elsewhere


@given(st.text())
def test_whatever_is_written_is_read(text: str):
    assert read(text, "text") in Said


@given(st.sampled_from(["Спасибо", "Да, всё решено", "Всё заработало", "Ok, thanks"]), st.sampled_from("?"))
def test_a_question_among_thanks_is_one(thanks: str, sign: str):
    assert read(f"{thanks}, а как добавить сотрудника{sign}", "text") is Said.QUESTION
