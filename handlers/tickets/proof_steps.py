"""Asking for the code that proves a login: the step that follows the identification."""

from aiogram.utils.i18n.context import get_i18n

from bot import refusals
from bot.actions.people import proof
from bot.rules.refusals import Refused
from handlers.tickets.request_steps import Identification, Said, go
from handlers.turns import Turn


async def ask(turn: Turn, said: Said, note: str = "", *, typed: bool = False) -> None:
    """Send a code, unless one is in force, and ask for it; an address that was not `typed` just now is masked."""
    refusal = "" if await proof.is_awaited(turn.work, turn.person, said["identity"]) else await send(turn, said)
    lines = "\n".join(filter(None, (note, refusal)))
    identity = said["identity"]
    of = said.get("of", identity.get("inn", ""))
    await go(turn, Identification.code, lines, identity=identity, of=of, address_typed=typed)


async def send(turn: Turn, said: Said) -> str:
    """Send a code, or say why not now."""
    try:
        await proof.send(turn.work, turn.person, said["identity"], get_i18n().current_locale)
    except Refused as refused:
        return refusals.words(refused.reason, refused.details, zone=turn.work.policy.zone)
    return ""
