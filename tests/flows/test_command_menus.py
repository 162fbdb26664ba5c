"""The commands that Telegram offers, by place and person."""

from bot.languages import Languages
from bot.policy import policy_of
from bot.sandbox.client import Person
from handlers import commands
from tests.desks import Stage, settings_for

PRIVATE = ["start", "new", "tickets", "tariff", "profile", "help", "language", "cancel"]
GROUP = ["take", "resolve", "extend", "ask", "transfer", "note", "delete", "card", "open", "help"]
SUPERVISOR = ["start", "new", "tickets", "tariff", "profile", "help", "language", "cancel", "stats", "bind", "close", "audit"]


async def offered(person: Person, wanted: list[str]) -> None:
    """Wait until these commands are offered."""
    while await person.commands() != wanted:
        await person.session.get(f"{person.base}/sandbox/people/{person.id}/chats")


async def test_everybody_is_offered_what_is_theirs(stage: Stage, anna: Person, vera: Person, dina: Person):
    await stage.settled()
