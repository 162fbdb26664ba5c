"""A guide of any size. `python -m tests.guide 50000` loads one and prints how long that takes, step by step."""

import asyncio
import sys
import tempfile
from pathlib import Path
from time import perf_counter

from bot.actions.guide import imports as actions
from bot.actions.work import Work
from bot.app import utc_now
from bot.policy import policy_of
from bot.rules.guide import guide_import, sheets
from db.engine import Database
from db.guide import articles, imports
from db.guide.imports import Row
from db.schema import migrate
from tests.desks import Stage, settings_for
from tests.factories import seen

WORDS = ("загрузка", "прайс", "договор", "статус", "заказ", "цена", "остаток", "каталог", "категория", "вход", "тариф")


def big(rows: int, words: int = 5) -> bytes:
    """A CSV file with so many articles, each with a text of so many words."""
    lines = (
        f"Статья {number} {WORDS[number % len(WORDS)]};https://help.example.ru/{number};"
        f"{' '.join(WORDS[(number * 7 + place) % len(WORDS)] for place in range(words))}\n"
        for number in range(rows)
    )
    return ("title;link;text\n" + "".join(lines)).encode()


async def count(stage: Stage) -> int:
    """Count the articles of a desk."""
    async with stage.desk.database.reading() as connection:
        return await articles.count(connection)


async def main(rows: int) -> None:
    """Measure an import on SQLite: reading the file, and each step of loading it."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite+aiosqlite:///{Path(folder) / 'guide.db'}"
        database, policy = Database(url), policy_of(settings_for(url, "http://localhost"))
        await migrate(database)
        began = perf_counter()
        places, table = guide_import.table(sheets.read(big(rows, words=200)))
        print(f"read in {perf_counter() - began:.1f} s")
        async with database.transaction() as connection:
            dina = await seen(connection, 301, "Дина", utc_now())
            number = await imports.add(connection, dina.id, "person:1", "file", "big.csv", utc_now())
            await imports.keep(connection, number, [Row(*each) for each in table])
            await imports.change(connection, number, state=imports.LOADING, columns=places, total=len(table))
        steps = []
        while True:
            began = perf_counter()
            async with database.transaction() as connection:
                found = await actions.load(Work(connection, utc_now(), policy))
            steps.append(perf_counter() - began)
            if not found:
                break
        steps.sort()
        total, median, longest = sum(steps), steps[len(steps) // 2] * 1000, steps[-1] * 1000
        print(f"{rows} articles in {len(steps)} steps: {total:.0f} s; a step {median:.0f} ms, at most {longest:.0f} ms")
        await database.close()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
