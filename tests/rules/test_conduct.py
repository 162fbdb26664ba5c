"""What speaks against a text before it is delivered."""

import pytest

from bot.rules.moderation.moderation import Findings, Reason, check, check_length, judge, with_link
from bot.rules.refusals import Refused


def test_clause_3_5_slang_is_found_once_with_its_term_and_corrected_everywhere():
    verdict = judge("На серваке темно, на <b>серваке</b> тихо", {})
    assert verdict.slang == (("серваке", "сервере"),)
    assert verdict.corrected == "На сервере темно, на <b>сервере</b> тихо"


def test_clause_3_5_a_companys_own_words_count_and_none_count_when_slang_is_not_looked_for():
    assert judge("Тикетница открыта", {"тикетница": "система обращений"}).slang
    assert not judge("Тикетница открыта", {}).slang
    verdict = judge("На серваке темно", None)
    assert (verdict.slang, verdict.corrected) == ((), None)


def test_clause_3_1_obscene_words_are_found_whatever_else_is_looked_for():
    assert judge("Да х*й его знает", None).obscene == ("х*й",)


def test_clause_3_6_instructions_are_known():
    assert judge("Перейдите в раздел «Каталог» и нажмите «Обновить».", {}).instructs
    assert not judge("Спасибо, мы уже смотрим.", {}).instructs


@pytest.mark.parametrize(
    ("html", "reason", "details"),
    [
        ("Да х*й его знает, сервак лежит", Reason.OBSCENE, {"word": "х*й"}),
        ("На серваке темно", Reason.SLANG, {"word": "серваке", "proper": "сервере"}),
    ],
)
def test_words_that_cannot_be_held_are_refused_by_name(html: str, reason: Reason, details: dict[str, str]):
    with pytest.raises(Refused) as refused:
        check(judge(html, {}))
    assert (refused.value.reason, refused.value.details) == (reason, details)


def test_good_words_pass():
    check(judge("Проверьте, пожалуйста, прокси и логин", {}))
    assert not Findings()


@pytest.mark.parametrize(
    ("findings", "expected"),
    [
        (Findings(), False),
        (Findings(obscene=("хрен",)), True),
        (Findings(slang=(("баг", "сбой"),)), True),
        (Findings(unlinked=True), True),
        (Findings(articles=((1, "Вход", "https://tbshelp.ru/in"),)), False),
    ],
)
def test_each_finding_by_itself_speaks_against_a_message(findings: Findings, expected: bool):
    assert bool(findings) is expected


@pytest.mark.parametrize(
    ("html", "corrected"),
    [
        ("На серваке темно", "На сервере темно"),
        ("Сервер стоит", None),
        ("На серваке темно, платёжка прошла", None),
        ("<code>сервак</code>", None),
        ("<code>на</code> серваке", "<code>на</code> сервере"),
        ("<pre>сервак:</pre>сервак", "<pre>сервак:</pre>сервер"),
    ],
)
def test_clause_3_5_a_text_is_corrected_where_every_term_can_be_put_in(html: str, corrected: str | None):
    assert judge(html, {}).corrected == corrected


def test_a_link_is_put_below_and_can_break_nothing():
    linked = with_link("Откройте <b>раздел</b>", 'Загрузка <прайса> & "цен"', 'https://tbshelp.ru/?a=1&b="2"')
    link = "https://tbshelp.ru/?a=1&amp;b=&quot;2&quot;"
    assert linked == f'Откройте <b>раздел</b>\n\n<a href="{link}">Загрузка &lt;прайса&gt; &amp; "цен"</a>'


def test_what_telegram_would_not_take_is_refused_by_what_people_read():
    check_length("photo", f"<b>{'я' * 1024}</b>")
    check_length("text", "я" * 4096)
    for kind, length in (("photo", 1025), ("text", 4097)):
        with pytest.raises(Refused) as refused:
            check_length(kind, "я" * length)
        assert refused.value.reason == Reason.TOO_LONG
