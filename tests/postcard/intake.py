"""What comes in: a card is a request of somebody new, a «да» or «нет», or words about a ticket."""

import json
from collections.abc import Awaitable, Callable, Sequence
from html import escape
from typing import Any

from bot.actions.people import identification
from bot.actions.people.people import introduce
from bot.actions.tickets import addressing, closing, registration
from bot.actions.tickets.addressing import Placement
from bot.actions.work import Person, Ticket, Work
from bot.channels.channel import Ground, Handle
from bot.rules.channels import Origin
from bot.rules.files import File
from bot.rules.services import OTHER
from bot.rules.tickets.incoming import TEXT, Incoming
from bot.rules.tickets.tickets import State
from db.rows import fields_of

VERDICTS = {"да": closing.confirm, "нет": closing.deny}


TakeIn = Callable[[str, Sequence[tuple[str, str]]], Awaitable[None]]


async def arrive(ground: Ground, take_in: TakeIn, name: str, card: dict[str, Any], photo: bytes | None = None) -> None:
    """Let a card come in: what is glued to it is kept first, then the card is stored and worked through."""
    if photo is not None:
        card = card | {"photo": fields_of(await ground.files.keep(photo, "view.png", "image/png"))}
    await take_in(name, [(card["id"], json.dumps(card))])


def handling(name: str) -> Handle:
    """Build the step that works a card through: its JSON has from, id, text, perhaps signed, re, identity, photo."""

    async def handle(work: Work, payload: str) -> None:
        card = json.loads(payload)
        known = await introduce(work, name, card["from"], card.get("signed", card["from"]))
        if "identity" in card:
            await identification.record(work, known.person, card["identity"])
        asked = await _awaits_verdict(work, known.person)
        verdict = VERDICTS.get(card["text"].strip(" .!").lower())
        if asked is not None and verdict is not None:
            return await verdict(work, known.person, asked)
        file = File(**card["photo"]) if "photo" in card else None
        incoming = Incoming(
            origin=Origin(name, card["from"], card["id"]),
            kind="photo" if file else TEXT,
            html=escape(card["text"], quote=False),
            file=file,
            reply_to=card.get("re"),
        )
        if await addressing.requester_says(work, known.person, incoming) is Placement.BEGINS_REQUEST:
            await registration.open_ticket(work, known.person, OTHER.number, channel=name)
        return None

    return handle


async def _awaits_verdict(work: Work, person: Person) -> Ticket | None:
    waiting = (each for each in await addressing.open_tickets(work, person))
    return next((each for each in waiting if each.state == State.WAITING_CONFIRMATION), None)
