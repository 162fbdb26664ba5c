"""Where the newest copy of a question stands."""

from dataclasses import dataclass

from sqlalchemy import bindparam, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.rules.asking import PAGE
from db.rows import columns, fields_of, upserts
from db.statements import Command, Query
from db.tables import live_questions


@dataclass(frozen=True, slots=True)
class LiveQuestion:
    """The message in a chat of Telegram's that asks a question, and what of that name it is about."""

    chat_id: int
    name: str
    message_id: int
    about: int


_ITS = (live_questions.c.chat_id == bindparam("chat"), live_questions.c.name == bindparam("called"))
_FIND = Query(LiveQuestion, select(*columns(live_questions, LiveQuestion)).where(*_ITS))
_SAVE = Command(upserts(live_questions, "chat_id", "name"))
_FORGET = Command(delete(live_questions).where(*_ITS))
_PAGES = (live_questions.c.about == bindparam("of"), live_questions.c.name.like(f"{PAGE} %"))
_FORGET_PAGES = Command(delete(live_questions).where(*_PAGES))


async def find(connection: AsyncConnection, chat: int, name: str) -> LiveQuestion | None:
    """Return where a question stands in a chat, None if nowhere."""
    return await _FIND.first(connection, {"chat": chat, "called": name})


async def save(connection: AsyncConnection, question: LiveQuestion) -> None:
    """Note where a question stands now."""
    await _SAVE.run(connection, fields_of(question))


async def forget(connection: AsyncConnection, chat: int, name: str) -> None:
    """Note that a question is asked no more."""
    await _FORGET.run(connection, {"chat": chat, "called": name})


async def forget_pages(connection: AsyncConnection, ticket: int) -> None:
    """Forget the pages of operators at the place of a ticket: nobody goes on with them."""
    await _FORGET_PAGES.run(connection, {"of": ticket})
