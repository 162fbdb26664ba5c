"""The desk's folder of files, and files that a channel keeps."""

from pathlib import Path

import pytest

from bot.channels.errors import DeliveryError
from bot.channels.files import Files
from bot.rules.files import FOLDER, File


@pytest.fixture
def files(tmp_path: Path) -> Files:
    async def fetch(key: str) -> bytes:
        return f"telegram's {key}".encode()

    return Files(tmp_path / "files", {"telegram": fetch})


def contents(folder: Path) -> list[bytes]:
    return [path.read_bytes() for path in folder.rglob("*") if path.is_file()]


async def test_what_is_kept_is_given_out_again_and_is_there_once(files: Files, tmp_path: Path):
    kept = await files.keep(b"data", "a.txt", "text/plain")
    again = await files.keep(b"data", "b.txt")
    assert (kept.keeper, kept.name, kept.mime, kept.size) == (FOLDER, "a.txt", "text/plain", 4)
    assert (again.key, again.sha256) == (kept.key, kept.sha256)
    assert await files.read(kept) == b"data"
    assert contents(tmp_path) == [b"data"]


async def test_a_channel_gives_out_what_it_keeps(files: Files):
    assert await files.read(File("telegram", "AgAD")) == b"telegram's AgAD"


async def test_a_file_that_is_gone_cannot_be_delivered(files: Files, tmp_path: Path):
    kept = await files.keep(b"data")
    (tmp_path / "files" / kept.key).unlink()
    with pytest.raises(DeliveryError, match="No such file") as refused:
        await files.read(kept)
    assert refused.value.permanent
