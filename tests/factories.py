"""Short ways to a state that a test begins from."""

from datetime import date
from itertools import count

from bot.actions import conversation, identification, persons, registration
from bot.actions.conversation import Written
from bot.actions.work import Work
from bot.app import Desk
from bot.sandbox import cast
from db import identities, people, subscriptions
from db.tickets import Ticket

IDENTITY = {
    "login": "anna@romashka.example",
    "surname": "Смирнова",
    "name": "Анна",
    "patronymic": "Ивановна",
    "inn": "7707083893",
    "company": "ООО «Ромашка»",
}
_unseen = count(900_000_000)


async def identify(desk: Desk, telegram_id: int = cast.ANNA, **identity: str) -> None:
    """Let the desk know somebody who never asked anything yet."""
    async with desk.database.transaction() as connection:
        work = Work(connection, desk.now(), desk.policy)
        person = await persons.introduce(work, telegram_id, "Анна Смирнова", None)
        await identification.record(work, person, IDENTITY | identity)


async def pay(desk: Desk, starts: date, ends: date, inn: str = IDENTITY["inn"]) -> None:
    """Record a paid period of the extended tariff; the day it ends does not belong to it."""
    async with desk.database.transaction() as connection:
        supervisor = await people.seen(connection, cast.DINA, "Дина Павлова", None, desk.now())
        await subscriptions.add(connection, inn, (starts, ends), supervisor.id, desk.now())


async def open_ticket(
    desk: Desk, telegram_id: int = cast.ANNA, text: str = "Не открывается каталог", service: int = 3, **identity: str
) -> Ticket:
    """Open a ticket as if its requester had gone through the whole dialogue; its request is `text`."""
    async with desk.database.transaction() as connection:
        work = Work(connection, desk.now(), desk.policy)
        person = await persons.introduce(work, telegram_id, "Анна Смирнова", None)
        await identities.record(connection, person.id, IDENTITY | identity, person.id, work.now)
        draft = Written(telegram_id, next(_unseen), "text", text)
        await conversation.keep(work, person, draft, None, by_operator=False)
        ticket = await registration.open_ticket(work, person, service)
    desk.courier.wake()
    return ticket
