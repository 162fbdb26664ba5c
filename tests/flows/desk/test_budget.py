"""Few calls for many: texts merge, edits collapse, people go first, and Telegram never has to refuse."""

import asyncio
import contextlib
import math
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

import pytest
from sqlalchemy import select

from bot.channels import budgets
from bot.channels.limits import Limit, Limits
from bot.sandbox import cast
from bot.sandbox.client import Person
from bot.sandbox.faults import Budgets, Fault
from bot.sandbox.refusals import Refusal
from bot.sandbox.server import Sandbox
from bot.sandbox.world import Content, User
from db import inbox
from db.tables import spending
from tests.delivery.conftest import until
from tests.desks import Stage, playing, telegram, working
from tests.factories import open_ticket

MINUTE = 0.4
"""Seconds that stand for one here."""
HELD_BACK = 1.5
"""Seconds that Telegram asks to wait: longer than a busy machine takes to do what is done meanwhile."""
TIGHT = Limits(group=Limit(2, MINUTE))


@dataclass
class Calls:
    """What the sandbox was asked to do in its group, in order, and how much of all it refused."""

    made: list[str] = field(default_factory=list)
    refused: int = 0

    def watch(self, sandbox: Sandbox) -> None:
        carried_out = sandbox._carried_out

        async def counting(request: Any, method: str, call: Any) -> Any:
            if getattr(call, "chat_id", None) == cast.GROUP:
                self.made.append(method)
            try:
                return await carried_out(request, method, call)
            except Refusal:
                self.refused += 1
                raise

        sandbox._carried_out = counting  # type: ignore[method-assign]


@dataclass
class Tight:
    """A stage under a tight budget, with one ticket of Anna's in Vera's sight."""

    stage: Stage
    calls: Calls
    anna: Person
    topic: Person

    @contextlib.asynccontextmanager
    async def spent(self) -> AsyncIterator[None]:
        """Leave the group without calls until what is done in the body has been worked through."""
        await self.stage.settled()
        queue = self.stage.desk._budgets._queue(cast.GROUP)
        queue.window._closed_until = math.inf
        self.calls.made.clear()
        yield
        await self.heard()
        queue.window._closed_until = -math.inf
        queue._look_again()

    async def heard(self) -> None:
        """Wait until what was written is worked through, though not brought to the group."""
        while True:
            async with self.stage.desk.database.reading() as connection:
                if not self.stage.sandbox.telegram.feed.pending and not await inbox.waiting_count(connection):
                    return
            await asyncio.sleep(0.005)


@pytest.fixture(autouse=True)
def brisk(monkeypatch):
    monkeypatch.setattr(budgets, "CALM", 0.05)


@pytest.fixture
async def tight(database_url: str) -> AsyncIterator[Tight]:
    async with playing(database_url, limits=TIGHT) as stage:
        calls = Calls()
        calls.watch(stage.sandbox)
        await open_ticket(stage.desk)
        await stage.settled()
        yield Tight(stage, calls, stage.people["anna"], stage.people["vera"].in_topic("ЭО-1"))


async def shown(place: Person) -> list[str]:
    return [message.text for message in await place.messages() if not message.mine and message.text][1:]


async def test_opening_a_ticket_costs_two_calls_and_a_pin_that_can_wait_and_that_is_kept(tight: Tight):
    assert tight.calls.made == ["createforumtopic", "sendmessage", "pinchatmessage"]
    async with tight.stage.desk.database.reading() as connection:
        assert await connection.scalar(select(spending.c.calls).where(spending.c.ticket == 1)) == 3


async def test_texts_that_wait_become_one_message_with_their_times(tight: Tight):
    async with tight.spent():
        for number in range(3):
            await tight.anna.send(f"<b>вопрос</b> {number}", html=True)
    await tight.stage.settled()
    assert (await tight.topic.last()).html == "\n".join(f"<i>10:00</i> <b>вопрос</b> {n}" for n in range(3))
    assert tight.calls.made == ["sendmessage"]


async def test_an_edit_of_a_merged_text_writes_the_whole_message_anew(tight: Tight):
    async with tight.spent():
        sent = [await tight.anna.send(f"вопрос {number}") for number in range(3)]
    await tight.topic.sees("вопрос 2")
    await tight.anna.edit(sent[1], "не вопрос")
    await tight.topic.sees("не вопрос")
    assert await shown(tight.topic) == ["10:00 вопрос 0\n10:00 не вопрос\n10:00 вопрос 2"]
    await tight.anna.edit(sent[0], "о" * 4090)
    await tight.topic.sees("оооо")
    assert [text[:6] for text in await shown(tight.topic)] == ["10:00 ", "оооооо"], "what has no room stands by itself"
    assert (await tight.topic.last()).reply_to
    await tight.anna.edit(sent[2], "вопрос два")
    await tight.topic.sees("вопрос два")
    assert (await shown(tight.topic))[0] == "10:00 не вопрос\n10:00 вопрос два"


async def test_waiting_edits_of_texts_that_share_a_message_cost_one_call(tight: Tight):
    async with tight.spent():
        sent = [await tight.anna.send(f"вопрос {number}") for number in range(3)]
    await tight.topic.sees("вопрос 2")
    async with tight.spent():
        for number, message in enumerate(sent):
            await tight.anna.edit(message, f"ответьте {number}")
    await tight.stage.settled()
    assert await shown(tight.topic) == ["10:00 ответьте 0\n10:00 ответьте 1\n10:00 ответьте 2"]
    assert tight.calls.made == ["editmessagetext"]


async def test_a_turn_that_was_waited_for_is_used_also_when_more_came_meanwhile(tight: Tight, monkeypatch):
    dropped: list[budgets.Slot] = []
    monkeypatch.setattr(budgets.Slot, "drop", lambda slot: dropped.append(slot))
    async with tight.spent():
        await tight.topic.click("Взять")
        await until(lambda: tight.stage.desk._budgets._queue(cast.GROUP)._waiting)
        await tight.topic.press(await tight.topic.sees("Срок:"), "kind:1:1", forged=True)
    await tight.stage.settled()
    assert tight.calls.made.count("editmessagetext") == 1
    assert not dropped


async def test_an_answer_splits_what_is_merged(tight: Tight):
    await tight.topic.send("здравствуйте")
    async with tight.spent():
        for word in ("раз", "два"):
            await tight.anna.send(word)
        await tight.heard()
        await tight.topic.send("ответ")
        await tight.anna.sees("ответ")
        for word in ("три", "четыре"):
            await tight.anna.send(word)
    await tight.topic.sees("четыре")
    assert await shown(tight.topic) == ["10:00 раз\n10:00 два", "10:00 три\n10:00 четыре"]
    assert len(tight.calls.made) == 2


async def test_only_plain_texts_merge_and_order_is_kept(tight: Tight):
    async with tight.spent():
        first = await tight.anna.send("раз")
        await tight.anna.send("два", reply_to=first)
        await tight.anna.send("три")
        await tight.anna.send_photo("снимок")
    await tight.stage.settled()
    messages = [message for message in await tight.topic.messages() if not message.mine and not message.service][1:]
    assert [message.html for message in messages] == ["раз", "два", "три", "снимок"]
    assert messages[1].reply_to["id"] == messages[0].id


async def test_answers_come_one_by_one_whatever_the_group_has_left(tight: Tight):
    async with tight.spent():
        for number in range(3):
            await tight.topic.send(f"ответ {number}")
        await tight.anna.sees("ответ 2")
    assert [m.text for m in await tight.anna.messages() if "ответ" in m.text] == [f"ответ {n}" for n in range(3)]


async def test_changes_of_a_card_and_edits_collapse_while_they_wait(tight: Tight):
    sent = await tight.anna.send("вопрос")
    async with tight.spent():
        card = await tight.topic.sees("Срок:")
        for data in ("card:take:1", "kind:1:1", "kind:1:1"):
            await tight.topic.press(card, data, forged=True)
        for number in range(3):
            await tight.anna.edit(sent, f"вопрос {number}")
    await tight.stage.settled()
    assert Counter(tight.calls.made) == {"editmessagetext": 2, "editforumtopic": 1, "sendmessage": 1}
    await tight.topic.sees("вопрос 2")
    await tight.topic.sees("Письмо отправлено")


async def test_a_refusal_holds_back_the_whole_group_and_nobody_else(database_url: str):
    async with playing(database_url, limits=Limits(group=Limit(40, MINUTE))) as stage:
        anna, boris, topic = stage.people["anna"], stage.people["boris"], stage.people["vera"].in_topic("ЭО-1")
        for person in (cast.ANNA, cast.BORIS):
            await open_ticket(stage.desk, person)
        await stage.settled()
        calls = Calls()
        calls.watch(stage.sandbox)
        stage.sandbox.faults.add(Fault("429", chat=cast.GROUP, retry_after=HELD_BACK))
        began = monotonic()
        await anna.send("раз")
        await until(lambda: calls.refused)
        await boris.send("два")
        await topic.send("ответ")
        await anna.sees("ответ")
        assert calls.made == ["copymessage"], "the other ticket of the group learnt of it"
        await stage.settled()
        assert monotonic() - began > HELD_BACK
        assert calls.made.count("copymessage") == 3


async def test_a_stop_does_not_wait_for_turns_and_the_next_start_delivers(database_url: str):
    async with telegram() as (sandbox, address):
        async with working(database_url, sandbox, address, Limits(group=Limit(2, 3600.0))) as stage:
            await open_ticket(stage.desk)
            await stage.people["vera"].in_topic("ЭО-1").sees("Не открывается каталог")
            await stage.people["anna"].send("раз")
            await until(lambda: stage.desk._budgets._queue(cast.GROUP)._waiting)
            began = monotonic()
        assert monotonic() - began < 1
        async with working(database_url, sandbox, address) as stage:
            await stage.people["vera"].in_topic("ЭО-1").sees("раз")


async def test_a_burst_of_many_tickets_costs_a_call_each_and_no_refusal(database_url: str, monkeypatch):
    monkeypatch.setattr(budgets, "BURST", 1)
    monkeypatch.setattr(budgets, "CALM", 1.5)  # a loaded machine takes in slowly
    tickets, texts, limits = range(1, 9), range(10), Limits(group=Limit(5, MINUTE))
    async with telegram() as (sandbox, address):
        async with working(database_url, sandbox, address) as stage:
            for number in tickets:
                sandbox.world.add_person(User(5000 + number, f"Заявитель {number}", started=True))
                await open_ticket(stage.desk, 5000 + number)
            await stage.settled()
        sandbox.budgets = Budgets(lambda: monotonic() * 60 / MINUTE)
        sandbox.budgets.group_per_minute = limits.group.calls
        calls = Calls()
        calls.watch(sandbox)
        for text in texts:
            for number in tickets:
                person = sandbox.world.chats[5000 + number]
                sandbox.telegram.post(person, person.id, Content(text=f"#{text}"))
        async with working(database_url, sandbox, address, limits) as stage:
            await stage.settled()
            topics = [stage.people["vera"].in_topic(f"ЭО-{number}") for number in tickets]
            said = ["\n".join(await shown(topic)) for topic in topics]
    assert [text.replace("10:00 ", "") for text in said] == ["\n".join(f"#{text}" for text in texts)] * len(tickets)
    assert len(calls.made) <= len(tickets) + budgets.BURST, "only the first cannot know yet that others follow"
    assert not calls.refused


async def test_a_press_is_answered_while_the_group_has_no_calls_left(tight: Tight):
    async with tight.spent():
        assert await tight.topic.click("Взять") is not None
        await until(lambda: tight.stage.desk._budgets._queue(cast.GROUP)._waiting)
        assert not tight.calls.made
