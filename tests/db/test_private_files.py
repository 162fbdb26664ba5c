"""Nobody but the owner reads the database and what lies beside it, whoever makes them, under whatever umask."""

import os
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from bot import __main__, administration
from db.engine import Database
from db.files import keep_private
from db.schema import migrate

FILES = ("desk.db", "desk.db-wal", "desk.db-shm")


@pytest.fixture(autouse=True)
def open_to_all() -> Iterator[None]:
    """As a careless shell has it."""
    before = os.umask(0)
    yield
    os.umask(before)


def modes(folder: Path) -> dict[str, str]:
    return {path.name: f"{path.stat().st_mode & 0o777:o}" for path in folder.iterdir()}


@pytest.mark.parametrize("locked", [True, False], ids=["a desk", "a tool"])
async def test_the_database_its_log_and_its_index_are_the_owners_alone(tmp_path: Path, locked: bool):
    database = Database(f"sqlite+aiosqlite:///{tmp_path / 'desk.db'}")
    if locked:
        with database.exclusively():
            assert modes(tmp_path) == {"desk.db": "600"}
    await migrate(database)
    assert modes(tmp_path) == dict.fromkeys(FILES, "600")
    await database.close()


async def test_files_that_an_earlier_release_left_open_to_others_are_closed(tmp_path: Path):
    url = f"sqlite+aiosqlite:///{tmp_path / 'desk.db'}"
    earlier = Database(url)
    await migrate(earlier)
    for name in FILES:
        (tmp_path / name).chmod(0o664)
    later = Database(url)
    async with later.reading():
        assert modes(tmp_path) == dict.fromkeys(FILES, "600")
    await later.close()
    await earlier.close()


def test_what_the_owner_himself_may_not_do_stays_so(tmp_path: Path):
    file = tmp_path / "desk.db"
    file.touch(0o444)
    keep_private(file)
    assert modes(tmp_path) == {"desk.db": "400"}


@pytest.mark.parametrize("run", [__main__.main, partial(administration.main, ["backup"])], ids=["the desk", "a word"])
def test_whatever_else_is_written_is_the_owners_alone(run: Callable[[], int], tmp_path: Path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SLA_HOURS", "soon")  # it gets no further
    assert run() == 2
    (tmp_path / "file").touch()
    assert modes(tmp_path) == {"file": "600"}
