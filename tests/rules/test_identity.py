from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.people.identity import (
    Field,
    Reason,
    Refused,
    company_name,
    differing,
    first_missing,
    full_name,
    inn,
    login,
    named_again,
    stated,
    written,
)

HUGE = "а" * 10_000
FIELDS = [login, full_name, inn, company_name]


def refusal(check, text):
    with pytest.raises(Refused) as caught:
        check(text)
    return caught.value


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize(
    ("text", "reason"),
    [("", Reason.EMPTY), (" \n\u200b\u202e", Reason.EMPTY), (HUGE, Reason.TOO_LONG), (" " * 10_000, Reason.TOO_LONG)],
)
def test_clause_6_2_every_field_refuses_nothing_and_too_much(field, text, reason):
    assert refusal(field, text).reason is reason


@pytest.mark.parametrize("field", FIELDS)
@given(text=st.text(st.characters(exclude_categories=())))
def test_clause_6_2_whatever_is_typed_a_field_is_accepted_or_refused(field, text):
    with suppress(Refused):
        assert str(field(text))


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("anna@romashka.ru", "anna@romashka.ru"),
        ("  Anna.Petrova+desk@MAIL.Ru\u200b", "Anna.Petrova+desk@mail.ru"),
        ("anna@почта.рф", "anna@почта.рф"),
        ("anna@xn--80a1acny.xn--p1ai", "anna@почта.рф"),
    ],
)
def test_clause_4_1_a_login_is_an_e_mail_address(typed, address):
    assert login(typed) == address


@pytest.mark.parametrize(
    "text",
    [
        *("anna", "anna@", "@mail.ru", "anna@mail", "anna@mail..ru", "an na@mail.ru", "/start"),
        *("anna@mαil.ru", "🙂@b.ru", "a@b.ru; rm -rf /", "' OR 1=1 --@mail.ru"),
    ],
)
def test_it_refuses_what_is_no_address(text):
    assert refusal(login, text).reason is Reason.FORM


@pytest.mark.parametrize(
    ("typed", "details"),
    [
        ("сос@mail.ru", {"letters": "с, о", "suggestion": "coc@mail.ru"}),
        ("anna@mаil.ru", {"letters": "а", "suggestion": "anna@mail.ru"}),
        ("anna@mail.ру", {"letters": "р, у", "suggestion": "anna@mail.py"}),
        ("анна@mail.ru", {"letters": "а, н"}),
        ("анна@почта.рф", {"letters": "а, н"}),
        ("сос", {"letters": "с, о"}),
    ],
)
def test_clause_6_2_it_shows_cyrillic_letters_in_a_login(typed, details):
    refused = refusal(login, typed)
    assert (refused.reason, refused.details) == (Reason.CYRILLIC, details)


@pytest.mark.parametrize(
    ("typed", "details"),
    [
        ("anna@сом.ру", {"suggestion": "anna@com.py"}),
        ("anna@почта.ru", {}),
        ("иванов@mail.ru", {}),
        ("анна@mаil.ру", {}),
    ],
)
def test_of_many_cyrillic_letters_in_a_login_none_is_named(typed, details):
    refused = refusal(login, typed)
    assert (refused.reason, refused.details) == (Reason.MUCH_CYRILLIC, details)


@pytest.mark.parametrize("typed", ["7707083893", " 77 07-08 38 93 ", "ИНН: 7707083893"])
def test_clause_4_1_an_inn_is_read_from_among_other_signs(typed):
    assert inn(typed) == "7707083893"


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("7707083893/773601001", "7707083893"),
        ("7707083893-773601001", "7707083893"),
        ("7707083893–773601001", "7707083893"),
        ("7707083893.773601001", "7707083893"),
        ("7707 083 893 773 601 001", "7707083893"),
        ("7707-083-893-773-601-001", "7707083893"),
        ("ИНН/КПП: 7707083893—773601001", "7707083893"),
        ("КПП/ИНН 773601001-7707083893", "7707083893"),
        ("500100732259-773601001", "500100732259"),
    ],
)
def test_clause_6_2_an_inn_is_told_from_the_kpp_beside_it(typed, read):
    assert inn(typed) == read


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("7707083894-773601001", Reason.CHECK_DIGITS),
        ("0000000000-773601001", Reason.REGION),
        ("7707083893-77360100", Reason.LENGTH),
        ("7707083893773601001", Reason.LENGTH),
        ("4070 2810 9380 0000 000", Reason.LENGTH),
        ("40702-81093-80000-00000-1", Reason.LENGTH),
    ],
)
def test_clause_6_2_no_inn_is_cut_out_of_another_number(typed, reason):
    assert refusal(inn, typed).reason is reason


def test_an_entrepreneur_has_twelve_digits():
    assert inn("500100732259") == "500100732259"


@pytest.mark.parametrize(
    ("typed", "reason", "details"),
    [
        ("770708389", Reason.LENGTH, {"digits": "9"}),
        ("77070838931", Reason.LENGTH, {"digits": "11"}),
        ("нет", Reason.NO_DIGITS, {}),
        ("7707083894", Reason.CHECK_DIGITS, {}),
        ("500100732258", Reason.CHECK_DIGITS, {}),
        ("0000000000", Reason.REGION, {}),
        ("000000000000", Reason.REGION, {}),
    ],
)
def test_clause_6_2_it_refuses_a_wrong_inn(typed, reason, details):
    refused = refusal(inn, typed)
    assert (refused.reason, refused.details) == (reason, details)


@given(st.integers(0, 9), st.integers(0, 9))
def test_clause_6_2_one_mistyped_digit_of_an_inn_is_noticed(place, digit):
    typed = "7707083893"[:place] + str(digit) + "7707083893"[place + 1 :]
    if typed == "7707083893":
        assert inn(typed) == typed
    else:
        assert refusal(inn, typed).reason in {Reason.CHECK_DIGITS, Reason.REGION}


def test_clause_6_2_what_just_fits_is_accepted():
    assert company_name("а" * 200) == "а" * 200
    assert company_name("3М") == "3М"
    assert inn(f"7707083893{'-' * 90}") == "7707083893"
    assert refusal(inn, f"7707083893{'-' * 91}").reason is Reason.TOO_LONG
    for length, reason in ((254, Reason.FORM), (255, Reason.TOO_LONG)):
        assert refusal(login, "a" * length).reason is reason


@pytest.mark.parametrize("typed", ["Организация: 3М", "наименование организации: 3М", "Company: 3М", "3М"])
def test_clause_6_2_what_names_the_field_is_no_part_of_a_company(typed):
    assert company_name(typed) == "3М"


@pytest.mark.parametrize("typed", ["ООО «Ромашка»", "3М", "<b>A & B</b>", "AT&T", "1С", "ИННОТЕХ 24", "ИП Ким О. О."])
def test_a_company_is_called_as_it_likes(typed):
    assert company_name(f" {typed}\n") == typed


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        *(
            ("A", Reason.TOO_SHORT),
            ("«»", Reason.NO_LETTERS),
            ("🌼🌼", Reason.NO_LETTERS),
            ("а" * 201, Reason.TOO_LONG),
        ),
        *(("7736 050 003", Reason.NO_LETTERS), ("7736050003", Reason.NO_LETTERS), ("№ 585", Reason.NO_LETTERS)),
        *(("ИНН: 7736050003", Reason.NO_LETTERS), ("инн 7736050003, КПП 773601001", Reason.NO_LETTERS)),
        ("+7 (495) 248-06-46", Reason.NO_LETTERS),
    ],
)
def test_clause_6_2_it_refuses_what_no_company_is_called(typed, reason):
    assert refusal(company_name, typed).reason is reason


def test_clause_4_1_the_questions_are_asked_in_order_until_all_is_stated():
    identity = {}
    answers = ["anna@mail.ru", "Петрова Анна нет отчества", "7707083893", "ООО «Ромашка»"]
    for field, answer in zip(Field, answers, strict=True):
        assert first_missing(identity) is field
        identity |= stated(field, answer)
    assert first_missing(identity) is None
    assert list(identity) == ["login", "login_kind", "surname", "name", "patronymic", "inn", "company"]
    assert identity["patronymic"] is None


def test_no_part_of_a_name_is_longer_than_can_be_stored():
    assert refusal(full_name, f"{'а' * 81} Анна нет отчества").reason is Reason.TOO_LONG


STATED = {
    "login": "anna@romashka.example",
    "surname": "Смирнова",
    "name": "Анна",
    "patronymic": None,
    "inn": "7707083893",
    "company": "ООО «Ромашка»",
}


@pytest.mark.parametrize(
    ("corrected", "changes"),
    [
        ({}, {}),
        ({"login": "a@b.example"}, {Field.LOGIN: ("anna@romashka.example", "a@b.example")}),
        ({"surname": "Петрова"}, {Field.FULL_NAME: ("Смирнова Анна", "Петрова Анна")}),
        ({"patronymic": "Ивановна"}, {Field.FULL_NAME: ("Смирнова Анна", "Смирнова Анна Ивановна")}),
        (
            {"inn": "500100732259", "company": "ИП Смирнова"},
            {Field.INN: ("7707083893", "500100732259"), Field.COMPANY: ("ООО «Ромашка»", "ИП Смирнова")},
        ),
    ],
)
def test_clause_6_2_a_correction_tells_what_was_and_what_is(corrected, changes):
    assert differing(STATED, STATED | corrected) == changes


@pytest.mark.parametrize("typed", ["Смирнова Анна Ивановна", "Ван Ли нет отчества", "фон Нейман Джон нет отчества"])
def test_a_name_that_was_written_is_read_again(typed):
    named = stated(Field.FULL_NAME, typed)
    assert named_again(written(Field.FULL_NAME, STATED | named)) == named
