"""Nothing leaves beside the queue: what is sent there would be lost in a crash."""

import pytest

from bot.muted import muted
from tests.desks import TOKEN


async def test_a_handler_cannot_send_by_itself():
    with pytest.raises(RuntimeError, match="SendMessage: only the courier sends"):
        await muted(TOKEN).send_message(1, "Здравствуйте")


async def test_a_handler_cannot_fetch_by_itself():
    with pytest.raises(RuntimeError, match="only the courier fetches"):
        await muted(TOKEN).download_file("documents/file_1.pdf")
