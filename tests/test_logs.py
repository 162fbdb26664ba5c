"""What is in the log: which update and which ticket, and nothing that anybody wrote or is called."""

import asyncio
import contextlib
import io
import json
import logging
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import structlog
from aiohttp import web
from sqlalchemy import insert

from bot import logs
from bot.actions.tickets import addressing
from bot.channels.email.channel import Mailer
from bot.channels.errors import DeliveryError
from bot.channels.telegram import channel
from bot.listening import bind, serving
from bot.logs import Seldom
from bot.sandbox import cast
from bot.sandbox.client import Person
from bot.sandbox.faults import Fault
from db.tables import people
from tests.delivery.conftest import until
from tests.desks import Stage
from tests.factories import IDENTITY, open_ticket
from tests.flows.requester_steps import begin_extension, choose, describe, identify

SECRETS = (
    *("anna@romashka.example", "smirnova", "Смирнова", "Анна", "Ивановна", "7707083893", "Ромашка"),
    *("Вера", "Орлова", "vera_orlova", "79161234567", "вопрос", "каталог", "ответ", "123456:ABC"),
)
TOKEN = "123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11"

Lines = Callable[[], list[dict[str, Any]]]


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> Iterator[Lines]:
    """Everything that is logged during the test, ours and other people's, as JSON."""
    written, root, before = io.StringIO(), logging.getLogger(), structlog.get_config()
    others, root.handlers = root.handlers, []
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stderr", written)
        logs.configure("json")
    (ours,), root.handlers = root.handlers, others
    root.addHandler(ours)
    yield lambda: [json.loads(line) for line in written.getvalue().splitlines()]
    root.removeHandler(ours)
    structlog.configure(**before)


async def live(anna: Person, vera: Person) -> None:
    """Open a ticket, talk in both directions, extend the deadline, press and type what nobody expects."""
    await anna.send("/start")
    await anna.send("/smirnova +79161234567")
    await anna.click("Новое обращение")
    await identify(anna)
    await choose(anna, "Доступ в Систему")
    await describe(anna, "не открывается каталог")
    await anna.click("Отправить")
    topic = vera.in_topic("ЭО-1")
    await topic.sees("каталог")
    asked = await anna.send("вопрос: 79161234567, anna@romashka.example")
    await anna.press(asked, "Смирнова:1", forged=True)
    await topic.sees("вопрос")
    await topic.send("ответ для Анны")
    await begin_extension(topic)
    await topic.send("ответ банка, Смирнова Анна")
    await anna.sees("ответ банка")
    await topic.react(await topic.sees("вопрос"), "👍")
    await anna.send("беда у Смирновой Анны")


@pytest.fixture
def troubles(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """Telegram, the mail server, the database and our own code fail, and say what they were given."""
    for kind in ("429", "500", "cut_before"):
        stage.sandbox.faults.add(Fault(kind, chat=cast.GROUP, retry_after=0))
        stage.sandbox.faults.add(Fault(kind, chat=cast.ANNA, retry_after=0))
    wrote = addressing.requester_wrote

    async def writing(work, person, written, ticket):
        await wrote(work, person, written, ticket)
        if written.html.startswith("беда"):
            await work.db.execute(insert(people), {"id": person.id, "name": written.html, "created_at": work.now})

    async def mailing(_self, message):
        raise DeliveryError(f"550 <{message['To']}>: no such user", permanent=True)

    async def reacting(_telegram, _parcel):
        raise ValueError(str(IDENTITY))

    monkeypatch.setattr(addressing, "requester_wrote", writing)
    monkeypatch.setattr(Mailer, "send", mailing)
    monkeypatch.setitem(channel.DELIVERIES, "react", reacting)


async def test_a_conversation_full_of_faults_leaves_no_personal_data_in_the_log(
    stage: Stage, anna: Person, vera: Person, troubles: None, lines: Lines
):
    await live(anna, vera)
    await stage.settled()
    found = lines()
    for line in found:
        said = json.dumps(line, ensure_ascii=False).casefold()
        assert [secret for secret in SECRETS if secret.casefold() in said] == [], said
    happened = {line["event"] for line in found}
    assert happened >= {
        "unknown_command",
        "unknown_press",
        "delivery_postponed",
        "delivery_failed",
        "delivery_crashed",
        "input_failed",
    }
    (failed, *_) = [line for line in found if line["event"] == "input_failed"]
    assert failed["ticket"] == 1
    assert failed["update"].isdigit()
    assert failed["exception"].endswith("sqlalchemy.exc.IntegrityError")
    about_deliveries = [line for line in found if line["event"].startswith("delivery")]
    assert {line["ticket"] for line in about_deliveries if line["kind"] in ("relay", "show", "react")} == {1}
    (letter,) = [line for line in about_deliveries if "550" in line.get("why", "")]
    assert letter["why"] == "550 <<address>>: no such user"


async def test_what_asyncio_and_libraries_log_is_stripped_as_well(lines: Lines):
    try:
        raise ExceptionGroup("Смирнова", [KeyError("Анна")]) from ValueError("7707083893")
    except ExceptionGroup as error:
        task = asyncio.get_running_loop().create_future()
        context = {"message": "Task exception was never retrieved", "exception": error, "future": task}
        asyncio.get_running_loop().call_exception_handler(context)
    (line,) = lines()
    assert line["event"] == "Task exception was never retrieved"
    raised = [name for name in line["exception"].splitlines() if not name.startswith(" ")]
    assert raised == ["builtins.ValueError", "which led to:", "builtins.ExceptionGroup", "builtins.KeyError"]


@pytest.mark.parametrize(
    ("said", "logged"),
    [
        ("550 <anna@romashka.example>: rejected", "550 <<address>>: rejected"),
        ("mail:anna@romashka.example", "mail:<address>"),
        (f"https://api.telegram.org/bot{TOKEN}/getMe", "https://api.telegram.org/bot<token>/getMe"),
        ("2026-02-03T07:00:01", "2026-02-03T07:00:01"),
    ],
)
def test_addresses_and_tokens_are_struck_out(said: str, logged: str):
    assert logs.redacted(None, "info", {"why": said, "count": 1}) == {"why": logged, "count": 1}


def test_a_line_bears_nothing_that_it_is_not_about(lines: Lines):
    log = structlog.get_logger()
    with logs.about(input=1, update="501"):
        logs.about_ticket(7)
        log.info("first")
    with contextlib.suppress(ValueError), logs.about(input=2, update="502"):
        log.info("second")
        logs.about_ticket(8)
        raise ValueError("a bug")
    log.info("third")
    first, second, third = lines()
    assert (first["update"], first["ticket"]) == ("501", 7)
    assert second["update"] == "502"
    assert "ticket" not in second
    assert not {"input", "update", "ticket"} & third.keys()


async def test_what_the_poller_says_is_not_about_the_last_input(stage: Stage, anna: Person, lines: Lines):
    await open_ticket(stage.desk)
    stage.sandbox.faults.add(Fault("500", method="getUpdates"))
    await anna.send("ещё вопрос")
    await until(lambda: [each for each in lines() if each["event"] == "poll_failed"])
    [failed] = [each for each in lines() if each["event"] == "poll_failed"]
    assert not {"input", "update", "ticket"} & failed.keys()


def test_the_same_exception_is_shown_step_by_step_once_an_hour_and_else_in_one_line(lines: Lines):
    def fail(kind: type[Exception]) -> None:
        raise kind("Анна Смирнова")

    def log_failure(kind: type[Exception]) -> None:
        try:
            fail(kind)
        except kind:
            structlog.get_logger().exception("input_failed")

    for _ in range(3):
        log_failure(ValueError)
    log_failure(KeyError)
    first, again, third, other = lines()
    assert "builtins.ValueError" in first["exception"]
    assert "exception" not in again | third
    assert (again["error"], again["where"].split(":")[0]) == ("ValueError", "tests/test_logs.py")
    assert "builtins.KeyError" in other["exception"]


async def test_what_is_no_http_is_told_once_for_each_kind(lines: Lines):
    async def ask(_request: web.Request) -> web.Response:
        raise ZeroDivisionError

    app = web.Application()
    app.router.add_get("/fails", ask)
    with bind("127.0.0.1", 0) as bound:
        async with serving(app, bound):
            host, port = bound.getsockname()
            good = b"GET /fails HTTP/1.1\r\nHost: x\r\n\r\n"
            garbled = (
                b"GET / HTTP/9.9\r\n\r\n",
                b"GET /" + b"a" * 20_000 + b" HTTP/1.1\r\n\r\n",
                b"\x16\x03\x01\x02\x00\x01",
            )
            for sent in (*garbled * 3, good):
                reader, writer = await asyncio.open_connection(host, port)
                writer.write(sent)
                writer.write_eof()
                await reader.read()
                writer.close()
    told = lines()
    ours = [each for each in told if each["event"].startswith("not_http")]
    assert 1 <= len(ours) <= 3
    assert len({each["event"] for each in ours}) == len(ours)
    assert all(each["level"] == "warning" and "exception" not in each for each in ours)
    [failed] = [each for each in told if each not in ours]
    assert "ZeroDivisionError" in failed["exception"], "what is our fault is told in full"


def test_what_goes_on_is_new_again_after_its_time():
    now = [0.0]
    seldom = Seldom(10, lambda: now[0])
    told = []
    for now[0] in (0, 5, 9.9, 10, 15, 21):
        told.append((seldom.is_new("a"), seldom.is_new("b")))
    assert told == [(True, True), (False, False), (False, False), (True, True), (False, False), (True, True)]


async def test_others_are_shortened_too(lines: Lines):
    for _ in range(2):
        with contextlib.suppress(ValueError):
            try:
                int("Анна")
            except ValueError:
                logging.getLogger("aiohttp.server").exception("Error handling request from 127.0.0.1")
                raise
    first, again = lines()
    assert "builtins.ValueError" in first["exception"]
    assert again["error"] == "ValueError"
