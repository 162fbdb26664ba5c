"""The record of a ticket in words: every kind of line has some, in both languages, and shows no key of the code."""

import ast
import re
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.actions.desk.reports import Line
from bot.languages import Languages
from bot.rules.audit import Action
from bot.rules.deadlines.history import Cause, Deadline
from handlers import audit_page

ROOT = Path(__file__).parents[1]
MOSCOW = ZoneInfo("Europe/Moscow")
NOW = datetime(2026, 2, 3, 7, tzinfo=UTC)
LATER = "2026-02-05T07:00:00+00:00"
CHAT = {"chat": -1001000000001}
DETAILS: dict[Action, list[dict[str, object]]] = {
    Action.OPEN: [{"service": 9, "hours": 16, "until": LATER}],
    Action.CLOSE_BY_SUPERVISOR: [{"reason": "Подтверждено по телефону"}],
    Action.REOPEN: [Deadline(Cause.REOPENED, NOW, 16).details(), Deadline(Cause.REOPENED, NOW).details(), {}],
    Action.RATE: [{"stars": 4}],
    Action.COMMENT: [{"text": "Быстро и понятно"}],
    Action.EXTEND: [{"until": LATER, "reason": "Ждём завод", "hours": 8, "since": LATER}],
    Action.RECALCULATE: [{"was": LATER, "until": LATER}],
    Action.KIND: [{"technical_error": True}, {"technical_error": False, "until": LATER}],
    Action.MISSED: [{"until": LATER}],
    Action.TRANSFER: [CHAT | {"group": "Вторая линия"}],
    Action.ASK: [{"what": "login, full_name, inn, company, order, screenshot, error_text, browser", "why": "Найти"}],
    Action.NOTE: [{"text": "Звонил"}],
    Action.NO_QUESTION: [{"message": "Понял, ждём", "kind": "text"}, {"message": "", "kind": "video_note"}],
    Action.WORDS_CORRECTED: [{"text": "сервак → сервер"}],
    Action.WORDS_KEPT: [{"text": "сервак → сервер"}],
    Action.LINK_ATTACHED: [{"text": "Загрузка прайс-листа"}],
    Action.NOT_SENT: [{"text": "Текст"}],
    Action.RETRY_FAILED: [{"input": 7}, {"delivery": 7}],
    Action.DROP_FAILED: [{"input": 7}, {"delivery": 7}],
    Action.CALENDAR: [{"days": ["2026-12-31", "2026-12-31"], "working": False, "note": "учёт"}],
    Action.CALENDAR_SETTLED: [{"year": 2027}],
    Action.BIND: [CHAT | {"rule": {"services": [1], "tariffs": ["basic"]}}],
    Action.UNBIND: [CHAT],
    Action.REPLACE_GROUP: [CHAT | {"to": -1001000000002}],
    Action.DECLINE_GROUP: [CHAT],
    Action.IMPORT: [{"file": "статьи"}],
    Action.CANNED_SAVED: [CHAT | {"name": "приветствие", "text": "Здравствуйте"}],
    Action.CANNED_REMOVED: [CHAT | {"name": "приветствие"}],
    Action.WORD_ADDED: [{"word": "сервак", "term": "сервер"}],
    Action.WORD_REMOVED: [{"word": "сервак", "term": "сервер"}],
    Action.EXTEND_TARIFF: [{"inn": "7707083893", "months": 3, "starts": "2026-02-03", "ends": "2026-05-03"}],
}
"""What stands on record beside the action, as it is written."""
LATIN = re.compile(r"[a-z]\w+|\w_\w|None|True|False|-100\d+", re.ASCII)
KEYS = re.compile(r"\w_\w|\bNone\b|\bTrue\b|\bFalse\b|-100\d+|video_note|\b\d{4}-\d\d")


def written(action: Action, details: dict[str, object]) -> str:
    return audit_page.pages(1, [Line(NOW, None, action, details)], MOSCOW)[0]


def unmarked(html: str) -> str:
    return re.sub("<[^>]+>", "", html)


@pytest.mark.parametrize("action", Action)
def test_no_key_of_the_code_is_shown_to_a_russian_reader(action: Action):
    for details in DETAILS.get(action, [{}]):
        with Languages("ru").speaking("ru"):
            said = unmarked(written(action, details)).replace("e-mail", "")
        assert LATIN.search(said) is None, said


@pytest.mark.parametrize("action", Action)
def test_no_key_of_the_code_is_shown_to_an_english_reader(action: Action):
    for details in DETAILS.get(action, [{}]):
        with Languages("ru").speaking("en"):
            said = unmarked(written(action, details))
        assert KEYS.search(said) is None, said


def test_what_is_not_known_is_left_out_rather_than_shown_raw():
    with Languages("ru").speaking("ru"):
        assert "shoe_size" not in written(Action.TAKE, {"shoe_size": 43})


def test_details_are_worded_as_people_know_them():
    with Languages("ru").speaking("ru"):
        assert "оценка: 4 из 5" in written(Action.RATE, {"stars": 4})
        asked = written(Action.ASK, {"what": "order, screenshot, Как давно, browser"})
        assert "номер заказа" in asked
        assert "Как давно" in asked
        stays, counted = (written(Action.REOPEN, each) for each in DETAILS[Action.REOPEN][1::-1])
        assert "рабочих часов" not in stays
        assert "срок прежний: вт 03.02.2026 10:00 МСК" in stays
        assert "срок: 16 рабочих часов, до вт 03.02.2026 10:00 МСК" in counted


def _names(tree: ast.Module) -> set[str]:
    calls = [each for each in ast.walk(tree) if isinstance(each, ast.Call) and ast.unparse(each.func) == "audit.write"]
    return {each.arg for call in calls for each in call.keywords if each.arg} - {"actor", "ticket"}


def test_every_detail_that_actions_put_on_record_has_a_label_or_is_left_out_on_purpose():
    sources = [ast.parse(path.read_text("utf-8")) for path in (ROOT / "bot" / "actions").rglob("*.py")]
    put = set().union(*map(_names, sources)) | {name for each in DETAILS.values() for one in each for name in one}
    with Languages("ru").speaking("ru"):
        assert put - audit_page._labels().keys() - audit_page.UNTOLD == set()
    assert len(put) > 10
