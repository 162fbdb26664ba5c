"""The report: every finding has words in both languages; what is bad comes first and says what to do."""

import re
import string
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.doctor import page, words
from bot.languages import Languages
from bot.rules.desk.findings import Check, Finding, Missing, Verdict, What, odd, right, worst_first, wrong
from bot.rules.text import utf16_len

MOSCOW = ZoneInfo("Europe/Moscow")
DETAILS = {
    "line": "SLA_HOURS: <b>",
    "names": ["<b>", "Дина"],
    "address": "http://127.0.0.1:8080",
    "reason": "connection\nrefused <b>",
    "path": "/var/desk.db",
    "revision": "0021",
    "newest": "0022",
    "seconds": 10,
    "size": 5 * 1024**3,
    "route": "direct",
    "latency": 0.123,
    "host": "api.telegram.org",
    "way": "ahead",
    "name": "@desk_bot",
    "wanted": "desk.example.org",
    "at": datetime(2026, 2, 3, 7, tzinfo=UTC),
    "number": 3,
    "group": "Поддержка <b>",
    "chat": -1009,
    "rights": ["can_manage_topics", "can_delete_messages", "can_pin_messages"],
    "year": 2027,
    "age": 7200.0,
    "error": "LookupError (crashes, 7)",
    "missing": Missing.DATABASE,
}
"""Whatever words may name, with something to escape."""


def in_language(locale: str):
    return Languages("ru").speaking(locale)


@pytest.mark.parametrize("what", What)
def test_every_finding_has_words_in_both_languages(what: What):
    finding = Finding(Check.GUIDE, Verdict.RIGHT, what, DETAILS)
    said = {}
    for locale in ("ru", "en"):
        with in_language(locale):
            said[locale] = words.found(finding, MOSCOW)
            assert words.advice(finding, MOSCOW) == ""
    assert said["ru"] != said["en"]
    assert "{" not in said["ru"] + said["en"]
    assert "\n" not in said["ru"] + said["en"]


ONLY_RIGHT = {
    What.SETTINGS_RIGHT, What.DESK_RUNS, What.DATABASE_RIGHT, What.DATABASE_NONE, What.INTACT, What.INTEGRITY_SERVER,
    What.ROUTE_RIGHT, What.CLOCK_RIGHT, What.TOKEN_RIGHT, What.POLLING_RIGHT, What.WEBHOOK_RIGHT, What.PRIVACY_OFF,
    What.PRIVACY_HARMLESS, What.GROUP_RIGHT, What.SUPERVISORS_RIGHT, What.MAIL_RIGHT, What.YEARS_KNOWN,
    What.YEAR_AWAITED, What.QUEUES_RIGHT, What.GUIDE_RIGHT, What.RULES_ON, What.RETENTION_ON, What.BACKUP_RIGHT,
}  # fmt: skip
"""What nothing is to be done about."""
BAD = [Finding(Check.GUIDE, Verdict.WRONG, what, DETAILS) for what in What if what not in ONLY_RIGHT]


@pytest.mark.parametrize("what", [each.what for each in BAD])
def test_whatever_can_be_bad_says_what_to_do_in_both_languages(what: What):
    said = {}
    for locale in ("ru", "en"):
        with in_language(locale):
            said[locale] = words.advice(Finding(Check.GUIDE, Verdict.ODD, what, DETAILS), MOSCOW)
            assert said[locale].endswith((".", "'PRAGMA quick_check'"))
    assert said["ru"] != said["en"]


def test_words_name_only_what_there_is_and_every_check_has_a_title():
    assert words.FOUND.keys() == set(What)
    assert words.ADVICE.keys() == set(What) - ONLY_RIGHT
    for text in (*words.FOUND.values(), *words.ADVICE.values()):
        assert {name for _text, name, *_ in string.Formatter().parse(text) if name} <= DETAILS.keys()
    assert words.TITLES.keys() == set(Check)
    with in_language("ru"):
        assert len({words.title(check) for check in Check}) == len(Check)


@pytest.mark.parametrize(
    ("size", "written"), [(0, "0 МБ"), (1023 * 1024**2, "1023 МБ"), (1024**3, "1.0 ГБ"), (72 * 1024**3, "72.0 ГБ")]
)
def test_sizes_are_written_as_people_do(size: int, written: str):
    with in_language("ru"):
        assert words.size(size) == written


@pytest.mark.parametrize(
    ("seconds", "written"),
    [(61, "1 минута"), (3599, "59 минут"), (3600, "1 час"), (47.9 * 3600, "47 часов"), (48 * 3600, "2 дня")],
)
def test_an_age_is_written_in_its_largest_unit(seconds: float, written: str):
    with in_language("ru"):
        assert words.age(seconds) == written


REPORT = worst_first(
    [
        right(Check.TOKEN, What.TOKEN_RIGHT, name="@desk_bot"),
        right(Check.DISK, What.SPACE, size=1024**3, path="/var"),
        odd(Check.MAIL, What.MAIL_UNSET),
        odd(Check.QUEUES, What.UNEXAMINED, missing=Missing.DATABASE),
        odd(Check.GUIDE, What.UNEXAMINED, missing=Missing.DATABASE),
        odd(Check.UPDATES, What.UNEXAMINED, missing=Missing.TELEGRAM),
        wrong(Check.GROUPS, What.GROUP_GONE, group="<Первая>", reason="left"),
    ]
)


def test_a_terminal_gets_a_line_each_the_worst_first():
    with in_language("en"):
        assert page.lines(REPORT, MOSCOW) == [
            "❌ Operator groups: “<Первая>”: the bot is not there (left). → Add the bot to the group again, or let "
            "another group replace it: /groups.",
            "⚠️ E-mail: SMTP_URL is not set: letters about deadlines (4.3) wait. → Set SMTP_URL.",
            "✅ Disk: /var: 1.0 GB free.",
            "✅ Bot token: Telegram knows the bot as @desk_bot.",
            "➖ Not examined: Queues, Guide (the database cannot be read).",
            "➖ Not examined: Incoming messages (Telegram does not answer).",
            "Something keeps the desk from working: see to what is marked ❌.",
        ]


def test_a_chat_gets_what_is_bad_and_the_names_of_what_is_right():
    with in_language("ru"):  # of the groups another one is in order: they are not named among what is right
        (message,) = page.pages([*REPORT, right(Check.GROUPS, What.GROUP_RIGHT, group="Вторая")], MOSCOW)
    head, gone, mail, *rest = message.split("\n\n")
    assert head == "<b>Работе что-то мешает: устраните отмеченное ❌.</b>"
    assert gone.startswith("❌ Группы операторов: «&lt;Первая&gt;»: бота там нет (left).\n→ Снова добавьте")
    assert mail.startswith("⚠️ Электронная почта: ")
    assert rest == [
        "➖ Не проверено: Очереди, Руководство пользователя (база данных не читается).",
        "➖ Не проверено: Получение сообщений (Telegram не отвечает).",
        "✅ В порядке: Диск, Токен бота.",
    ]


@pytest.mark.parametrize(
    ("findings", "words"),
    [
        ([right(Check.GUIDE, What.CLOCK_RIGHT)], "Всё в порядке."),
        ([odd(Check.GUIDE, What.CLOCK_UNKNOWN, host="x")], "Ничего, что мешает работе, не найдено. "),
        ([wrong(Check.GUIDE, What.TOKEN_REFUSED)], "Работе что-то мешает"),
    ],
)
def test_the_sum_says_whether_the_desk_can_work(findings: list[Finding], words: str):
    with in_language("ru"):
        assert page.lines(findings, MOSCOW)[-1].startswith(words)


def test_a_long_report_takes_several_messages_and_no_line_is_cut():
    long = BAD * 2
    with in_language("ru"):
        pages = page.pages(long, MOSCOW)
        lines = page.lines(long, MOSCOW)
    assert len(pages) > 3
    assert max(map(utf16_len, pages)) <= page.PAGE_LIMIT
    assert sum(each.count("❌ ") for each in pages) == sum(each.startswith("❌ ") for each in lines)
    assert not re.search(r"<(?!/?b>)", "".join(pages))
    assert "<b>" not in "".join(pages)[3:].replace("</b>", "")


def test_programs_get_objects():
    with in_language("en"):
        told = {each["check"]: each for each in page.objects(REPORT, MOSCOW)}
    assert list(told) == [each.check for each in REPORT]
    assert told["groups"]["found"] == "“<Первая>”: the bot is not there (left)"
    assert told["mail"] == {
        "check": "mail",
        "verdict": "odd",
        "what": "mail_unset",
        "found": "SMTP_URL is not set: letters about deadlines (4.3) wait",
        "advice": "Set SMTP_URL.",
    }
