"""A directory of any size. `python -m tests.directory 200000` loads one and prints for how long the desk stands."""

import asyncio
import gc
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from time import perf_counter

from stdnum.ru import inn

from bot.actions.desk import directory_import
from bot.actions.desk.directory_import import Press
from bot.actions.work import Work
from bot.app import utc_now
from bot.channels.channel import Ground
from bot.channels.errors import TooSoon
from bot.channels.fetching import fetch
from bot.channels.files import Files
from bot.languages import Languages
from bot.policy import policy_of
from bot.rules.addresses import ImportLane
from bot.rules.channels import TELEGRAM
from db.engine import Database
from db.guide import imports
from db.outbox import Parcel
from db.schema import migrate
from tests.desks import settings_for
from tests.factories import seen

HEAD = "ИНН;КПП;Организация;Логин;ФИО;Тариф;Оплачено до;Коллеги видят"
LOGINS = 4
"""Of each company."""
EVERY = 0.01
"""Seconds between messages."""


def tax_number(number: int) -> str:
    """The INN of the so many-th company."""
    digits = f"77{number:07d}"
    return digits + str(inn.calc_company_check_digit(digits))


def big(rows: int) -> bytes:
    """A CSV file with so many logins; a third of the companies has paid."""
    return "\n".join([HEAD, *_lines(rows)]).encode()


def _lines(rows: int) -> Iterator[str]:
    for number in range(rows):
        company = number // LOGINS
        paid = "расширенный;31.12.2030" if company % 3 == 0 else "базовый;"
        yield (
            f"{tax_number(company)};770101001;ООО «Компания {company}»;user{number}@company{company}.ru;"
            f"Иванов Иван Иванович;{paid};{'да' if company % 5 == 0 else ''}"
        )


async def pass_messages(database: Database, waited: list[float]) -> None:
    """Take the database for a moment again and again, as messages do, and note how long each had to wait for it."""
    while True:
        began = perf_counter()
        await asyncio.sleep(EVERY)
        async with database.transaction():
            waited.append(max(perf_counter() - began - EVERY, 0))


@asynccontextmanager
async def measured(name: str, database: Database) -> AsyncIterator[None]:
    """Say how long something took, and how long messages waited meanwhile."""
    waited, began = list[float](), perf_counter()
    passing = asyncio.create_task(pass_messages(database, waited))
    yield
    passing.cancel()
    waited.sort()
    most = [f"{waited[int(share * (len(waited) - 1))] * 1000:.0f} ms" for share in (0.5, 0.99, 1)]
    print(
        f"{name} in {perf_counter() - began:.0f} s; messages waited {most[0]}, 99 of 100 {most[1]}, at most {most[2]}"
    )


async def main(rows: int) -> None:
    """Measure a first import on SQLite as the desk does it, and the same file once more."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite+aiosqlite:///{Path(folder) / 'directory.db'}"
        settings, database = settings_for(url, "http://localhost"), Database(url)
        await migrate(database)
        data = big(rows)
        gc.collect()
        gc.freeze()  # as the desk does

        async def file(_key: str) -> bytes:
            return data

        files = Files(Path(folder), {TELEGRAM: file})
        languages, policy = Languages("ru"), policy_of(settings)
        ground = Ground(settings, policy, database, languages, files, utc_now, lambda: None, lambda: None)
        for what in ("first", "the same again"):
            async with database.transaction() as connection:
                dina = await seen(connection, 301, "Дина", utc_now())
                number = await imports.add(connection, dina.id, "person:1", "file", "big.csv", utc_now())
            lane, now = str(ImportLane(number)), utc_now()
            parcel = Parcel(1, TELEGRAM, lane, "fetch", {"import": number}, None, None, now, 0, now)
            async with measured(f"{what}: read and checked", database):
                await fetch(ground, parcel)
            async with database.transaction() as connection:
                press = await directory_import.load(Work(connection, utc_now(), policy), dina, number)
            if press is Press.BEGUN:
                async with measured(f"{what}: loaded", database):
                    await _load(ground, parcel)
            async with database.reading() as connection:
                done = await imports.find(connection, number)
            print(done and (done.state, done.added, done.changed, done.unchanged, done.bad_count))
        await database.close()


async def _load(ground: Ground, parcel: Parcel) -> None:
    while True:
        try:
            await fetch(ground, parcel)
        except TooSoon:
            continue
        return


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
