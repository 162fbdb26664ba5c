"""A directory of any size. `python -m tests.directory 200000` loads one and prints for how long the desk stands."""

import asyncio
import sys
import tempfile
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from time import perf_counter, thread_time
from typing import Any

from stdnum.ru import inn

from bot.actions.desk import directory_import
from bot.actions.guide import imports
from bot.actions.work import Work
from bot.app import utc_now
from bot.channels import tables
from bot.policy import policy_of
from db.engine import Database
from db.guide import imports as imports_rows
from db.schema import migrate
from tests.desks import settings_for
from tests.factories import seen

HEAD = "ИНН;КПП;Организация;Логин;ФИО;Тариф;Оплачено до;Коллеги видят"
LOGINS = 4
"""Of each company."""


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


class Steps:
    """How long the steps of one sort held the database and the loop."""

    def __init__(self, name: str, database: Database, work: Callable[[Any], Work]) -> None:
        """Take them under a name."""
        self.name, self._database, self._work = name, database, work
        self.took = list[float]()
        self.worked = list[float]()

    async def do(self, step: Callable[[Work], Coroutine[Any, Any, Any]]) -> Any:
        """Do one in a transaction of its own, as the desk does."""
        began, worked = perf_counter(), thread_time()
        async with self._database.transaction() as connection:
            done = await step(self._work(connection))
        self.took.append(perf_counter() - began)
        self.worked.append(thread_time() - worked)
        return done

    def told(self) -> str:
        """Say how long they took."""
        took = sorted(self.took)
        median, longest = took[len(took) // 2] * 1000, took[-1] * 1000
        alone = max(self.worked) * 1000  # what other processes take of the machine is in the former
        steps = f"{self.name}: {len(took)} steps, {sum(took):.0f} s; a step {median:.0f} ms, at most {longest:.0f} ms"
        return f"{steps} ({alone:.0f} ms of a processor)"


async def main(rows: int) -> None:
    """Measure a first import on SQLite, and the same file once more."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite+aiosqlite:///{Path(folder) / 'directory.db'}"
        database, policy = Database(url), policy_of(settings_for(url, "http://localhost"))
        await migrate(database)
        for what in ("first", "the same again"):
            async with database.transaction() as connection:
                dina = await seen(connection, 301, "Дина", utc_now())
                number = await imports_rows.add(connection, dina.id, "person:1", "file", "big.csv", utc_now())

            def work(connection: Any) -> Work:
                return Work(connection, utc_now(), policy)

            check, take = Steps(f"{what}: checked", database, work), Steps(f"{what}: loaded", database, work)
            began = perf_counter()
            async with tables.reading(big(rows)) as table:
                print(f"{what}: read in {perf_counter() - began:.0f} s by a process of its own")
                found = await check.do(lambda work, number=number: imports.find(work, number))  # type: ignore[misc]
                await check.do(lambda work: directory_import.begin(work, found, table.columns, table.total))  # noqa: B023
                await _check(check, table, number)
            await check.do(lambda work: directory_import.offer(work, number))  # noqa: B023
            print(check.told())
            await take.do(lambda work: directory_import.load(work, dina, number))  # noqa: B023
            while await take.do(lambda work: directory_import.take(work, number)):  # noqa: B023
                pass
            print(take.told())
        await database.close()


async def _check(check: Steps, table: tables.Table, number: int) -> None:
    step = directory_import.STEP
    async for chunk in table.chunks:
        for at in range(0, len(chunk), step):
            lines = chunk[at : at + step]
            await check.do(lambda work: directory_import.check(work, number, lines))  # noqa: B023


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
