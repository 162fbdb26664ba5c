"""Budgets alone: who gets a slot when, and that a slot is never lost."""

import asyncio
import contextlib
from collections.abc import Iterable
from time import monotonic

import pytest

from bot.app import utc_now
from bot.channels import budgets
from bot.channels.budgets import Budgets, patience
from bot.channels.limits import UNKNOWN, Limit, Limits
from db.outbox import Parcel
from tests.delivery.conftest import until

GROUP, OTHER, PERSON = -1, -2, 1
WIDE = Limit(1000, 1.0)


def lane(*kinds: str) -> list[Parcel]:
    return [Parcel(0, "telegram", "ticket:1", kind, {}, 1, None, utc_now(), 0, utc_now()) for kind in kinds]


class Asking:
    """Lanes that ask for slots and make their calls at once."""

    def __init__(self, limits: Limits, places: int = 64) -> None:
        self.places = asyncio.Semaphore(places)
        self.budgets = Budgets(limits, self.places)
        self.granted: list[str] = []
        self.scarce: list[bool] = []
        self.tasks: list[asyncio.Task[None]] = []

    def ask(self, kinds: Iterable[str], chat: int = GROUP) -> None:
        for kind in kinds:
            self.tasks.append(asyncio.create_task(self._ask(chat, kind.split())))

    async def all(self) -> None:
        async with asyncio.timeout(20):
            await asyncio.gather(*self.tasks)

    async def _ask(self, chat: int, kinds: list[str]) -> None:
        async with self.places:
            slot = await self.budgets.slot(chat, lane(*kinds))
            self.granted.append(" ".join(kinds))
            self.scarce.append(slot.scarce)
            slot.end()


@pytest.fixture(autouse=True)
def brisk(monkeypatch):
    monkeypatch.setattr(budgets, "CALM", 0.005)


@pytest.mark.parametrize(
    ("kinds", "seconds"),
    [(["relay"], 0), (["show"], 30), (["react"], 120), (["show", "relay"], 0), (["react", "show"], 30)],
)
def test_a_lane_is_as_urgent_as_the_most_urgent_in_it(kinds: list[str], seconds: float):
    assert patience(lane(*kinds)) == seconds


async def test_people_go_first_then_cards_then_decoration_and_whoever_came_first():
    asking = Asking(Limits(group=Limit(1, 0.02), everywhere=WIDE))
    asking.ask(["react", "show", "relay", "notice", "show relay"])
    await asking.all()
    assert asking.granted == ["relay", "notice", "show relay", "show", "react"]


async def test_decoration_does_not_starve(monkeypatch):
    monkeypatch.setitem(budgets.PATIENCE, "react", 0.03)
    asking = Asking(Limits(group=Limit(1, 0.02), everywhere=WIDE))
    asking.ask(["relay", "relay", "react"])
    for _ in range(8):
        await asyncio.sleep(0.01)
        asking.ask(["relay"])
    await asking.all()
    assert asking.granted.index("react") < 8


async def test_the_common_budget_binds_all_chats_in_the_same_order():
    asking = Asking(Limits(everywhere=Limit(1, 0.02)))
    asking.ask(["react", "show"])
    asking.ask(["relay"], chat=PERSON)
    began = monotonic()
    await asking.all()
    assert monotonic() - began > 0.04
    assert asking.granted[-1] == "react"


async def test_a_lone_call_goes_at_once_and_is_not_scarce():
    asking = Asking(Limits())
    began = monotonic()
    asking.ask(["relay"])
    asking.ask(["relay"], chat=PERSON)
    await asking.all()
    assert monotonic() - began < 0.4
    assert asking.scarce == [False, False]


async def test_a_scarce_budget_is_handed_out_when_nobody_joins_any_more(monkeypatch):
    monkeypatch.setattr(budgets, "CALM", 0.2)
    asking = Asking(Limits(group=Limit(3, 6.0), everywhere=WIDE))
    began = monotonic()
    asking.ask(["relay relay", "relay relay"])
    for _ in range(2):
        await asyncio.sleep(0.03)
        asking.ask(["relay"])
    await until(lambda: len(asking.granted) == 3)
    assert 0.25 < monotonic() - began < 2
    assert asking.scarce == [True] * 3
    for task in asking.tasks:
        task.cancel()


async def test_a_burst_waits_for_who_else_comes_before_it_has_spent_everything(monkeypatch):
    monkeypatch.setattr(budgets, "CALM", 0.2)
    asking = Asking(Limits(group=Limit(10, 6.0), everywhere=WIDE))
    for _ in range(12):
        asking.ask(["relay relay"])
        await asyncio.sleep(0.003)
    await until(lambda: len(asking.granted) == 10)
    assert asking.scarce == [False] * budgets.BURST + [True] * 6
    for task in asking.tasks:
        task.cancel()


async def test_who_waits_takes_no_place_of_others():
    asking = Asking(Limits(group=Limit(1, 0.5), everywhere=WIDE), places=1)
    asking.ask(["relay", "relay"])
    asking.ask(["notice"], chat=OTHER)
    await until(lambda: "notice" in asking.granted, seconds=0.4)
    await asking.all()
    assert not asking.places.locked()


async def test_a_turn_that_nobody_takes_is_given_back():
    asking = Asking(Limits(group=Limit(1, 0.05), everywhere=WIDE))
    asking.ask(["relay", "gone", "relay"])
    await asyncio.sleep(0)
    asking.tasks[1].cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await asking.tasks.pop(1)
    slot = await asking.budgets.slot(OTHER, lane("relay"))
    slot.drop()
    await asking.all()
    assert asking.granted == ["relay", "relay"]
    assert asking.budgets._queue(OTHER).is_idle()


async def test_a_turn_whose_lane_ends_before_it_has_its_place_again_is_given_back():
    asking = Asking(Limits(), places=1)
    asking.ask(["relay"])
    await asyncio.sleep(0)  # it has given its place away
    await asking.places.acquire()
    await asyncio.sleep(0.01)  # its slot has come, its place has not
    asking.tasks[0].cancel()
    await asyncio.sleep(0)
    asking.places.release()
    await asyncio.wait(asking.tasks, timeout=20)
    assert asking.tasks[0].cancelled()
    assert not asking.places.locked()
    assert asking.budgets._queue(GROUP).is_idle()


async def test_after_a_stop_nobody_waits():
    asking = Asking(Limits(group=Limit(1, 3600), everywhere=WIDE))
    asking.ask(["relay", "relay"])
    await until(lambda: asking.granted)
    asking.budgets.stop()
    asking.ask(["relay"])
    await asyncio.wait(asking.tasks, timeout=20)
    assert [task.cancelled() for task in asking.tasks] == [False, True, True]


async def test_refusals_in_several_chats_at_once_are_about_all():
    asking = Asking(Limits())
    for chat in (GROUP, OTHER):
        asking.budgets.refused(chat, 0.5)
    asking.ask(["relay"], chat=PERSON)
    await until(lambda: asking.granted, seconds=0.4)
    asking.budgets.refused(-3, 0.5)
    began = monotonic()
    asking.ask(["relay"], chat=2)
    await asking.all()
    assert monotonic() - began >= 0.4


async def test_chats_where_nothing_happens_are_forgotten(monkeypatch):
    monkeypatch.setattr(budgets, "SWEEP", 10)
    asking = Asking(Limits(private=Limit(1, 0.0), everywhere=WIDE))
    asking.budgets._sweep_at = 10
    for person in range(1, 100):
        (await asking.budgets.slot(person, lane("relay"))).end()
    assert len(asking.budgets._chats) <= 10


async def test_a_server_of_unknown_limits_is_obeyed_when_it_asks_to_wait():
    asking = Asking(UNKNOWN)
    asking.ask(["relay"] * 100)
    await asking.all()
    assert not asking.budgets._chats
    asking.budgets.refused(GROUP, 0.05)
    asking.ask(["relay"] * 100)
    asking.ask(["notice"], chat=OTHER)
    await asking.all()
    assert asking.granted[100] == "notice"
    assert not any(asking.scarce), "nothing merges where nothing is known to be scarce"
