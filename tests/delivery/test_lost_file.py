"""The file of the database is taken away under a running desk."""

import asyncio
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import aiohttp
import pytest

from bot import __main__, app
from bot.sandbox.client import cast as people_of
from db.engine import Database, DatabaseLostError, DatabaseUnusableError
from tests.databases import SqliteFiles
from tests.desks import QUICK, settings_for, telegram


def removed(path: Path) -> None:
    path.unlink()


def moved(path: Path) -> None:
    path.rename(path.with_suffix(".moved"))


def replaced(path: Path) -> None:
    copy = path.with_suffix(".copy")
    shutil.copy(path, copy)
    copy.replace(path)


@pytest.mark.parametrize("how", [removed, moved, replaced])
async def test_it_is_noticed_and_nothing_more_is_acknowledged(sqlite_files: SqliteFiles, how: Callable[[Path], None]):
    async with telegram() as (sandbox, address), aiohttp.ClientSession() as session:
        anna = people_of(session, address)["anna"]
        async with app.running(settings_for(sqlite_files.new(), address), pace=QUICK) as (desk, leading):
            assert desk.database.url.database is not None
            how(Path(desk.database.url.database))
            await anna.send("Это не должно пропасть")
            async with session.get(f"{desk.address}/healthz") as answer:
                assert answer.status == 503
                assert "the file of the database was removed or replaced" in (await answer.json())["reasons"]
            await asyncio.wait([leading], timeout=20)
            assert leading.done()
            assert __main__._found(DatabaseLostError, leading.exception())
        assert [update.body["text"] for update in sandbox.telegram.feed.pending] == ["Это не должно пропасть"]


@pytest.mark.parametrize("link", [os.link, os.symlink])
def test_two_desks_do_not_run_on_one_file_by_two_names(tmp_path: Path, link: Callable[[Path, Path], None]):
    (tmp_path / "desk.db").touch()
    link(tmp_path / "desk.db", tmp_path / "other.db")
    first, second = (Database(f"sqlite+aiosqlite:///{tmp_path / name}") for name in ("desk.db", "other.db"))
    with first.exclusively():
        for path in tmp_path.glob("*.lock"):
            path.unlink()
        with pytest.raises(DatabaseUnusableError, match="another desk"), second.exclusively():
            pass
    with second.exclusively():
        pass
