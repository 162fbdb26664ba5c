"""Whatever is wrong with a request, the answer says so: 4xx with a reason, never 500, and the sandbox goes on."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from aiohttp import ClientSession, FormData
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.sandbox import Sandbox
from bot.sandbox.client import GROUP
from bot.sandbox.methods import TABLE
from bot.sandbox.requests import MODELS

ME = "sandbox/people/101"
BOT = "bot1000:sandbox"
ODD: tuple[Any, ...] = (
    None,
    True,
    0,
    -1,
    2**63,
    10**30,
    1.5,
    1e300,
    float("inf"),
    float("nan"),
    "",
    "x",
    "--5",
    "٣",
    "²",
    "1e400",
    "\0",
    "\ud83d",
    "я" * 5000,
    [],
    {},
    [[]],
    [None],
    {"a": 1},
    "[" * 2000,
    101,
    GROUP,
    "bot",
    "../x",
)
ACTS: dict[str, dict[str, Any]] = {
    f"{ME}/send": {"chat": "bot", "text": "да", "thread": 2, "reply_to": 2, "as": "photo", "file": "x", "caption": "x"},
    f"{ME}/edit": {"chat": "bot", "message": 2, "text": "нет", "caption": "x", "file": "x"},
    f"{ME}/delete": {"chat": "bot", "message": 2},
    f"{ME}/react": {"chat": "bot", "message": 2, "emoji": "👍"},
    f"{ME}/press": {"chat": "bot", "message": 2, "data": "x"},
    f"{ME}/choose": {"chat": "bot", "result": {"text": "да", "entities": []}, "thread": 2},
    f"{ME}/read": {"chat": "bot", "thread": 2},
    f"{ME}/topic": {"chat": GROUP, "thread": 2, "do": "close"},
    f"{ME}/block": {"blocked": False},
    "sandbox/clock": {"hours": 0, "working_hours": 0},
    "sandbox/faults": {"kind": "429", "times": 1, "chat": 5, "method": "sendPoll", "retry_after": 1},
    "sandbox/budgets": {"group_per_minute": 20, "private_per_second": 100, "global_per_second": 100},
    f"sandbox/chats/{GROUP}/admin": {"forum": True, "admin": True, "member": True, "can_manage_topics": True},
}
SPECIAL: dict[str, Any] = {
    "location": {"latitude": 1, "longitude": 1},
    "contact": {"phone_number": "1", "first_name": "А", "last_name": "Б"},
    "poll": {"question": "?", "options": ["а", "б"]},
    "other": {"hologram": {"id": "7"}},
    "forward": {"type": "hidden_user", "sender_user_name": "А"},
    "preview": {"is_disabled": True},
    "quote": "да",
    "reply_chat": "bot",
}
GOOD: dict[str, Any] = {
    "chat_id": 101,
    "text": "да",
    "message_id": 2,
    "user_id": 101,
    "from_chat_id": 101,
    "message_ids": [2],
    "name": "x",
    "message_thread_id": 2,
    "file_id": "x",
    "callback_query_id": "1",
    "inline_query_id": "1",
    "results": [],
    "media": [],
    "url": "",
    "commands": [{"command": "a", "description": "b"}],
    "latitude": 1,
    "longitude": 1,
    "phone_number": "1",
    "first_name": "x",
    "question": "?",
    "options": ["а", "б"],
    "action": "typing",
}
NAMES = (
    "a;b;c.txt",
    'a"b.txt',
    "a'b.txt",
    "a%0d%0ab.txt",
    "%",
    " ",
    ".",
    "..",
    "\\",
    "я" * 300,
    "x" * 5000,
    "=?utf-8?q?x?=",
    "a\tb",
    ";",
    "a=b",
    "name*=utf-8''x",
    "файл 👍.txt",
)
HEADERS = ("a;b;c.txt", '"a\r\nb.txt"', '"\0.txt"', '"', '"a', "", "=", '""', "файл", "a b")
BODIES = (
    b"",
    b"{",
    b"null",
    b"[]",
    b"\xff\xfe",
    b"[" * 100_000,
    b'{"chat": 1e999}',
    b'{"chat": ' + b"[" * 900 + b"]" * 900 + b"}",
    b"--x",
    b"--x\r\n\r\n--x--",
    b'--x\r\nContent-Disposition: form-data; name="chat"\r\n\r\n\xff\r\n--x--\r\n',
)
TYPES = (
    "application/json",
    "application/json; charset=nonsense",
    "multipart/form-data",
    "multipart/form-data; boundary=x",
    "application/x-www-form-urlencoded; charset=nonsense",
    "text/plain",
    ";;",
)


def spoilt(fields: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The same fields, one after the other odd or missing."""
    for name in fields:
        yield {other: value for other, value in fields.items() if other != name}
        for odd in ODD:
            yield fields | {name: odd}


UNREADABLE = pytest.mark.filterwarnings("ignore::RuntimeWarning:aiohttp.multipart")
"""It only warns of a name that it cannot read, with a warning of its own."""


class Asking:
    """Sends requests, and counts what is no answer to them."""

    def __init__(self, session: ClientSession, base: str) -> None:
        self.session, self.base = session, base
        self.wrong: list[tuple[str, int, str]] = []

    async def __call__(self, path: str, method: str = "POST", **options: Any) -> int:
        async with self.session.request(method, f"{self.base}/{path}", **options) as answer:
            said = await answer.read()
            explained = answer.status < 400 or b"error" in said or answer.status in (404, 405, 413)
            if answer.status >= 500 or not explained:
                self.wrong.append((path, answer.status, str(options)[:200]))
            return answer.status


@pytest.fixture
async def ask(session: ClientSession, base: str, sandbox: Sandbox) -> Asking:
    for user in sandbox.world.users.values():
        user.started = True
    ask = Asking(session, base)
    assert await ask(f"{ME}/send", json={"chat": "bot", "text": "привет"}) == 200
    return ask


async def goes_on(ask: Asking) -> bool:
    """Tell whether everything can still be read, and a message sent."""
    await ask("sandbox/budgets", json=dict.fromkeys(("group_per_minute", "private_per_second", "global_per_second")))
    await ask("sandbox/faults", "DELETE")
    await ask(f"{ME}/block", json={"blocked": False})
    reads = (
        "sandbox/people",
        f"{ME}/chats",
        f"{ME}/messages?chat=bot",
        f"sandbox/people/201/messages?chat={GROUP}",
        "sandbox/faults",
        "sandbox/budgets",
        "sandbox/clock",
        "sandbox/mail",
        "sandbox/events",
        f"{BOT}/getUpdates",
        f"{BOT}/getWebhookInfo",
    )
    read = [await ask(path, "GET") for path in reads]
    return {*read, await ask(f"{BOT}/sendMessage", json={"chat_id": 101, "text": "да"})} == {200} and ask.wrong == []


@pytest.mark.parametrize("path", ACTS)
async def test_fields_that_are_not_what_they_should_be_are_refused(ask: Asking, path: str):
    for fields in spoilt(ACTS[path]):
        await ask(path, json=fields)
    assert await goes_on(ask)


@pytest.mark.parametrize("kind", SPECIAL)
async def test_what_people_send_besides_texts_is_looked_at_as_well(ask: Asking, kind: str):
    for odd in ODD:
        for more in ({}, {"text": "да", "reply_to": 2}):
            assert await ask(f"{ME}/send", json={"chat": "bot", kind: odd} | more) in (200, 400)
    for fields in spoilt(SPECIAL[kind]) if isinstance(SPECIAL[kind], dict) else ():
        await ask(f"{ME}/send", json={"chat": "bot", kind: fields})
    assert await goes_on(ask)


@pytest.mark.parametrize(
    "result",
    [
        {"text": "да", "entities": [{"type": "bold", "offset": at, "length": n}]}
        for at, n in ((-5, 9), (1, 99), (0, -1))
    ],
)
async def test_an_inline_result_may_have_marks_that_do_not_fit(ask: Asking, result: dict[str, Any]):
    await ask(f"{ME}/choose", json={"chat": "bot", "result": result})
    assert await goes_on(ask)


@pytest.mark.parametrize("method", sorted(TABLE.keys() - {"setwebhook"}))
async def test_parameters_of_the_bot_api_that_are_not_what_they_should_be_are_refused(ask: Asking, method: str):
    names = [name for name in MODELS[method].model_fields if name != "timeout"]
    good = {name: GOOD[name] for name in names if name in GOOD}
    for name in names:
        for odd in ODD:
            await ask(f"{BOT}/{method}", json=good | {name: odd})
    assert await goes_on(ask)


@pytest.mark.parametrize("body", BODIES, ids=range(len(BODIES)))
async def test_bodies_that_cannot_be_read_are_refused(ask: Asking, body: bytes):
    for kind in TYPES:
        for path in (f"{ME}/send", "sandbox/clock", f"{BOT}/sendMessage", f"{BOT}/sendDocument"):
            assert 400 <= await ask(path, data=body, headers={"Content-Type": kind}) < 500
    assert await goes_on(ask)


@UNREADABLE
@pytest.mark.parametrize("name", NAMES)
async def test_a_file_may_be_called_anything(ask: Asking, sandbox: Sandbox, name: str):
    form = FormData(quote_fields=False)
    form.add_field("chat", "bot")
    form.add_field("file", b"words", filename=name)
    assert await ask(f"{ME}/send", data=form) == 200
    [file] = sandbox.world.files.values()
    assert file.name == name.replace("/", "_")
    assert await ask(f"sandbox/files/{file.id}", "GET") == 200
    assert await goes_on(ask)


@UNREADABLE
@pytest.mark.parametrize("header", HEADERS)
@pytest.mark.parametrize(("path", "field"), [(f"{ME}/send", "file"), (f"{BOT}/sendDocument", "document")])
async def test_a_file_whose_name_cannot_be_read_is_refused(ask: Asking, path: str, field: str, header: str):
    parts = [("chat", "", "bot"), ("chat_id", "", "101"), (field, f"; filename={header}", "words")]
    body = "".join(
        f'--x\r\nContent-Disposition: form-data; name="{name}"{more}\r\n\r\n{value}\r\n' for name, more, value in parts
    )
    for end in ("--x--\r\n", ""):
        await ask(path, data=(body + end).encode(), headers={"Content-Type": "multipart/form-data; boundary=x"})
    assert await goes_on(ask)


@pytest.mark.parametrize("part", ["0", "-1", "x", "9" * 900, "9" * 5000, "²", "٣", "%00", "1.5", "%ff", "%2e%2e%2f"])
async def test_addresses_that_lead_nowhere_are_refused(ask: Asking, part: str):
    reads = (
        f"sandbox/people/{part}/chats",
        f"{ME}/messages?chat={part}",
        f"{ME}/messages?chat=bot&thread={part}",
        f"sandbox/files/{part}",
        f"file/{BOT}/{part}",
        f"sandbox/mail/{part}",
        f"{BOT}/{part}",
        f"bot{part}/getMe",
        f"{BOT}/getChat?chat_id={part}",
        f"static/{part}",
    )
    for path in reads:
        await ask(path, "GET")
    for act in ("admin", "upgrade"):
        await ask(f"sandbox/chats/{part}/{act}", json={})
    assert await goes_on(ask)


@pytest.mark.parametrize("hours", [1e300, 1e9, 10**400, 876_000])
async def test_the_clock_is_not_moved_to_where_no_calendar_reaches(ask: Asking, hours: float):
    for _ in range(20):
        await ask("sandbox/clock", data=json.dumps({"hours": hours}), headers={"Content-Type": "application/json"})
    assert await goes_on(ask)


LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4) | st.just("\ud83d")
VALUES = st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=2), inner))
NAMED = sorted({name for fields in (*ACTS.values(), SPECIAL, GOOD) for name in fields})
PATHS = sorted({*ACTS, *(f"{BOT}/{method}" for method in TABLE.keys() - {"setwebhook"})})


@given(st.sampled_from(PATHS), st.dictionaries(st.sampled_from(NAMED), VALUES, max_size=5))
@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
async def test_no_fields_whatever_make_it_fail(ask: Asking, path: str, fields: dict[str, Any]):
    known = (ACTS.get(path) or GOOD) if len(fields) < 4 else {}
    await ask(path, json=known | fields)
    assert await goes_on(ask)
