"""For whom an operator's words are: the requester, colleagues, or the desk."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.tickets.asides import NAMES, Said, is_command, meant, whom
from handlers.commands import COMMANDS

UNSEEN = ("\u200b", "\ufeff", "\u200e", "\u2060", "\u00ad", " ", "\n", "\u00a0", "\ufe0f", "\u2800", "\u3164")


def test_every_command_is_known():
    assert frozenset(each.name for each in COMMANDS) == NAMES


def test_only_what_is_obeyed_is_a_command():
    obeyed = ("/take", "/TAKE@bot", "/note x", "/note\nx")
    assert [each for each in (*obeyed, "/nte x", "/note.x", " /note", "//note", "note", "/") if is_command(each)] == [
        *obeyed
    ]


@pytest.mark.parametrize(
    "text",
    [
        *("Добрый день", "", "1/2 пути", "и/или", "см. /var/log", "https://tbshelp.ru/a"),
        *("/var/log не читается", "/etc/hosts", "/home/anna/отчёт.pdf", "/обмен/файлы", "/usr/bin/env python"),
        *("/24 — маска подсети", "/03/2026", "/2", "/10.5 часа", "\\\\server\\share"),
    ],
)
def test_what_is_no_command_goes_to_the_requester(text: str):
    assert whom(text) is Said.REQUESTER


@pytest.mark.parametrize("text", ["//", "// только нам", "//секрет", "///", "／／ секрет", "//var/log"])
def test_two_slashes_keep_words_among_colleagues(text: str):
    assert whom(text) is Said.COLLEAGUES


@pytest.mark.parametrize(
    ("text", "name"),
    [
        *(("/take", "take"), ("/TAKE@other_bot", "take"), ("/note секрет", "note"), ("/note\nсекрет", "note")),
        *(("/nte секрет", "note"), ("/tkae", "take"), ("/reslove", "resolve"), ("/take.", "take")),
        *(("/resolve!", "resolve"), ("/note,секрет", "note"), ("/no-te секрет", "note"), ("/ note секрет", "note")),
        *(("/_note секрет", "note"), ("/n o t e", None), ("/заметка секрет", "note"), ("/Заметка секрет", "note")),
        *(("/замтека секрет", "note"), ("/взять", "take"), ("/ефлу", "take"), ("/ТЩЕУ секрет", "note")),
        *(("/куыщдму", "resolve"), ("/шаблон", "t"), ("/е", "t"), ("/лы", None), ("／note секрет", "note")),
        *(("/note/секрет", "note"), ("/nte/секрет", "note"), ("/заметка/секрет", "note"), ("/note.секрет", "note")),
        *(("/", None), ("/)", None), ("/ ", None), ("/qwertz", None), ("/7note", "note"), ("/секрет", None)),
        *(("/@bot", None), ("/note:секрет", "note")),
    ],
)
def test_a_slip_of_a_command_is_one_and_what_was_meant_is_guessed(text: str, name: str | None):
    assert whom(text) is Said.DESK
    assert meant(text) == name


@pytest.mark.parametrize("mark", UNSEEN)
@pytest.mark.parametrize(
    ("text", "said"), [("// нам", Said.COLLEAGUES), ("/note x", Said.DESK), ("да", Said.REQUESTER)]
)
def test_what_nobody_sees_in_front_changes_nothing(mark: str, text: str, said: Said):
    assert whom(mark + text) is said
    assert whom(mark * 3 + text) is said


@given(st.text(max_size=20), st.sampled_from(sorted(NAMES)))
def test_nothing_that_begins_with_a_command_is_for_the_requester(rest: str, name: str):
    for text in (f"/{name} {rest}", f"/{name}\n{rest}", f"//{rest}", f"/{name}.{rest}"):
        assert whom(text) is not Said.REQUESTER


@given(st.text(max_size=30))
def test_whatever_is_written_is_read(text: str):
    assert whom(text) in Said
    meant(text)
