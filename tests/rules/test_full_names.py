import pytest

from bot.rules.fields import Reason
from bot.rules.people.full_names import FullName, full_name
from bot.rules.refusals import Refused


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("Петрова Анна Ивановна", ("Петрова", "Анна", "Ивановна")),
        (" Петрова,\nАнна   Ивановна. ", ("Петрова", "Анна", "Ивановна")),
        ("Римский-Корсаков Николай Андреевич", ("Римский-Корсаков", "Николай", "Андреевич")),
        ("Петров – Водкин Кузьма Сергеевич", ("Петров-Водкин", "Кузьма", "Сергеевич")),
        ("Алиев Гейдар Али оглы", ("Алиев", "Гейдар", "Али оглы")),
        ("Алиева Лейла Али Кызы", ("Алиева", "Лейла", "Али Кызы")),
        ("Алиев Гейдар Али-оглы", ("Алиев", "Гейдар", "Али-оглы")),
        ("ван ли нет отчества", ("ван", "ли", None)),
        ("ФОН НЕЙМАН ДЖОН нет отчества", ("ФОН НЕЙМАН", "ДЖОН", None)),
        ("ле ань петрович", ("ле", "ань", "петрович")),
        ("де Сент-Экзюпери Антуан Иванович", ("де Сент-Экзюпери", "Антуан", "Иванович")),
        ("Де Ла Крус Хуан Карлосович", ("Де Ла Крус", "Хуан", "Карлосович")),
        ("О’Коннор Шинейд Джоновна", ("О'Коннор", "Шинейд", "Джоновна")),
        ("Ё Анна Ивановна", ("Ё", "Анна", "Ивановна")),
    ],
)
def test_clause_4_1_a_name_has_surname_name_and_patronymic(typed, parts):
    assert full_name(typed) == FullName(*parts)


@pytest.mark.parametrize(
    "absent",
    ["нет отчества", "БЕЗ ОТЧЕСТВА", "-", "—", ", нет", "— нет отчества", "(отчества нет)", "no patronymic"],
)
def test_clause_4_1_a_patronymic_may_be_absent(absent):
    assert full_name(f"Ван Ли {absent}") == FullName("Ван", "Ли", None)


def test_a_latin_name_may_say_in_russian_that_it_has_no_patronymic():
    assert full_name("von Neumann John нет отчества") == FullName("von Neumann", "John", None)


@pytest.mark.parametrize(
    ("typed", "reason", "details"),
    [
        ("Петрова", Reason.ONE_WORD, {}),
        ("нет отчества", Reason.ONE_WORD, {}),
        ("-", Reason.ONE_WORD, {}),
        ("Петрова Анна", Reason.PATRONYMIC_MISSING, {}),
        ("Иванов Петрова Анна Ивановна", Reason.TOO_MANY_WORDS, {}),
        ("Петрова Анна Ивановна нет отчества", Reason.TOO_MANY_WORDS, {}),
        ("Петрова А. И.", Reason.INITIALS, {}),
        ("Петрова А.И.", Reason.INITIALS, {}),
        ("Петрова А И", Reason.INITIALS, {}),
        ("Петрова Анна Ивановна 2", Reason.DIGITS, {}),
        ("anna@mail.ru", Reason.LINK, {}),
        ("https://t.me/anna", Reason.LINK, {}),
        ("Петрова Анна spam.com", Reason.LINK, {}),
        ("Пeтрова Анна Ивановна", Reason.LATIN_WORD, {"word": "Пeтрова", "suggestion": "Петрова Анна Ивановна"}),
        ("Смирнова Anna Петровна", Reason.LATIN_WORD, {"word": "Anna"}),
        ("Smith Jоhn нет отчества", Reason.CYRILLIC_WORD, {"word": "Jоhn", "suggestion": "Smith John нет отчества"}),
        ("<b>Петрова</b> Анна", Reason.CHARACTERS, {"characters": "<, >, /"}),
        ("Петрова Анна 🌼🌼", Reason.CHARACTERS, {"characters": "🌼"}),
        ("王 小明", Reason.CHARACTERS, {"characters": "王, 小, 明"}),
        ("Петрова- Анна Ивановна", Reason.CHARACTERS, {"characters": "-"}),
        ("Петрова '' Ивановна", Reason.CHARACTERS, {"characters": "'"}),
        ("а" * 151, Reason.TOO_LONG, {"limit": "150"}),
        (f"{'а' * 81} Анна Ивановна", Reason.TOO_LONG, {"limit": "80"}),
    ],
)
def test_clause_6_2_it_refuses_what_is_no_full_name(typed, reason, details):
    with pytest.raises(Refused) as caught:
        full_name(typed)
    assert (caught.value.reason, caught.value.details) == (reason, details)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        (FullName("Петрова", "Анна", "Ивановна"), "Петрова Анна Ивановна"),
        (FullName("Ван", "Ли", None), "Ван Ли"),
    ],
)
def test_a_name_is_shown_in_one_line(name, shown):
    assert str(name) == shown


def test_a_name_may_be_as_long_as_can_be_stored():
    assert full_name(f"{'а' * 80} Анна Ивановна").surname == "а" * 80
    assert full_name(f"{'а' * 70} {'б' * 70} вввввввв").patronymic == "вввввввв"
