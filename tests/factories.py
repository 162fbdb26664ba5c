"""Short ways to a state that a test begins from."""

from collections.abc import Sequence
from datetime import date, datetime
from itertools import count

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.actions.people import identification
from bot.actions.people.people import introduce
from bot.actions.tickets import conversation, registration
from bot.actions.work import Work
from bot.app import Desk
from bot.rules.channels import TELEGRAM, in_telegram
from bot.rules.tickets.incoming import TEXT, Incoming
from bot.sandbox import cast
from bot.sandbox.world import Chat, Member
from db.groups import groups
from db.people import accounts, identities, subscriptions
from db.people.people import Person
from db.tickets.tickets import Ticket
from tests.desks import Stage

IDENTITY = {
    "login_kind": "login",
    "login": "anna@romashka.example",
    "surname": "Смирнова",
    "name": "Анна",
    "patronymic": "Ивановна",
    "inn": "7707083893",
    "company": "ООО «Ромашка»",
}
SECOND_GROUP = -1001000000002
_unseen = count(900_000_000)


async def seen(connection: AsyncConnection, telegram_id: int, name: str, now: datetime) -> Person:
    """Somebody who wrote to the bot in Telegram."""
    return (await accounts.seen(connection, TELEGRAM, str(telegram_id), name, None, now)).person


async def identify(desk: Desk, telegram_id: int = cast.ANNA, **identity: str) -> None:
    """Let the desk know somebody who never asked anything yet."""
    async with desk.database.transaction() as connection:
        work = Work(connection, desk.now(), desk.policy)
        person = (await introduce(work, TELEGRAM, str(telegram_id), "Анна Смирнова")).person
        await identification.record(work, person, IDENTITY | identity)


async def pay(desk: Desk, starts: date, ends: date, inn: str = IDENTITY["inn"]) -> None:
    """Record a paid period of the extended tariff; the day it ends does not belong to it."""
    async with desk.database.transaction() as connection:
        supervisor = await seen(connection, cast.DINA, "Дина Павлова", desk.now())
        await subscriptions.add(connection, inn, (starts, ends), supervisor.id, desk.now())


def add_group(stage: Stage, *, forum: bool = True, rights: bool = True, chat_id: int = SECOND_GROUP) -> int:
    """Add a group with Vera, Gleb and Dina, the bot being an administrator of it, and return its id."""
    world = stage.sandbox.world
    group = Chat(chat_id, "supergroup", "Вторая линия", forum=forum)
    seat = Member("administrator", cast.BOT_RIGHTS if rights else cast.BOT_RIGHTS - {"can_manage_topics"})
    group.members = {cast.DINA: Member("creator"), cast.VERA: Member(), cast.GLEB: Member(), world.bot.id: seat}
    world.chats[group.id] = group
    return group.id


async def bind_group(stage: Stage, chat: int, services: Sequence[int] = (), tariffs: Sequence[str] = ()) -> None:
    """Bind a group as if a supervisor had done it."""
    async with stage.desk.database.transaction() as connection:
        dina = await seen(connection, cast.DINA, "Дина Павлова", stage.desk.now())
        await groups.learn(connection, chat, title="Вторая линия")
        await groups.bind(connection, chat, list(services), list(tariffs), dina.id, stage.desk.now())


async def set_rights(stage: Stage, chat: int = cast.GROUP, **wanted: bool) -> None:
    """Change what the bot may do in a group: member, admin, can_manage_topics, forum."""
    person = stage.people["dina"]
    async with person.session.post(f"{stage.address}/sandbox/chats/{chat}/admin", json=wanted) as answer:
        assert answer.status == 200, await answer.text()


async def open_ticket(
    desk: Desk, telegram_id: int = cast.ANNA, text: str = "Не открывается каталог", service: int = 3, **identity: str
) -> Ticket:
    """Open a ticket as if its requester had gone through the whole dialogue; its request is `text`."""
    async with desk.database.transaction() as connection:
        work = Work(connection, desk.now(), desk.policy)
        person = (await introduce(work, TELEGRAM, str(telegram_id), "Анна Смирнова")).person
        await identities.record(connection, person.id, IDENTITY | identity, person.id, work.now)
        draft = Incoming(in_telegram(telegram_id, next(_unseen)), TEXT, text)
        await conversation.keep(work, person, draft, None, by_operator=False)
        ticket = await registration.open_ticket(work, person, service)
    desk.courier.wake()
    return ticket
