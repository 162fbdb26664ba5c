"""What operators write is looked at before delivery, and held if something speaks against it (3.1, 3.5, 3.6)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from enum import Enum, auto
from html import escape

from bot.actions import outgoing
from bot.actions.guide import guide
from bot.actions.work import Ticket, Work
from bot.rules.moderation import moderation
from bot.rules.moderation.instructions import has_guide_link
from bot.rules.moderation.moderation import Findings, Hint
from bot.rules.moderation.treatments import Treatment
from bot.rules.notices import GuideEmpty, WordHinted
from bot.rules.visible import visible
from db.desk import hints
from db.moderation import held, own_words, treatments
from db.moderation.held import Hold
from db.people import identities, supervisors
from db.tickets import messages, tickets
from db.tickets.messages import Message

OFFERED = 3
_WORD = re.compile(r"\w{2,}")
"""Articles that are offered with an instruction."""


class EditOutcome(Enum):
    """What becomes of an edit."""

    PASSES = auto()
    WAITS = auto()
    FREED = auto()
    """Nothing speaks any more against a new message that was held."""


async def check_words(work: Work, number: int, text: str) -> None:
    """Look at plain words that will reach a ticket's requester in a notice. Raises Refused over obscenity and slang."""
    verdict = moderation.judge(
        escape(text, quote=False), await own(work), await _chosen(work), await _names(work, number)
    )
    moderation.check(verdict)


async def check_spoken(work: Work, number: int, html: str) -> None:
    """Look at what was said on the phone to a ticket's requester. Raises Refused over obscenity.

    Slang was heard by whom it was meant for: there is nothing to correct any more.
    """
    verdict = moderation.judge(html, None, await _chosen(work), await _names(work, number))
    moderation.check(replace(verdict, slang=()))


async def _chosen(work: Work) -> dict[str, Treatment]:
    return {each.word: Treatment(each.treatment) for each in await treatments.listed(work.db)}


async def _names(work: Work, number: int) -> frozenset[str]:
    """Return the words that pass at a ticket: those of its own identity."""
    who = await identities.by_id(work.db, (await tickets.by_number(work.db, number)).identity)
    said = f"{who.full_name} {who.company} {who.login.partition('@')[0]}"
    return frozenset(_WORD.findall(said))


async def own(work: Work) -> Mapping[str, str] | None:
    """Return the company's own words with their terms; None when slang is not looked for."""
    if not work.policy.check_slang:
        return None
    return {each.word: each.proper for each in await own_words.listed(work.db)}


async def holds(work: Work, message: Message, *, anonymous: bool) -> bool:
    """Hold a new message if something speaks against it; the parts of an album wait together."""
    found, corrected, hints = await _look(work, message, message.html)
    if found:
        before = await held.of_message(work.db, message.id)  # it was taken back once, and its buttons are void
        first = _first(message, held.NEW, anonymous=anonymous)
        if before is not None:
            await held.prompted(work.db, message.id, None, None)
            first = replace(first, version=before.version)
        await _hold(work, first, found, corrected)
        return True
    if message.album is not None and await held.holds_album(work.db, message.origin, message.album):
        return True
    await _hint(work, message, hints)
    return False


async def check_edit(work: Work, message: Message, kind: str, html: str, file: int | None) -> EditOutcome:
    """Hold an edit if something speaks against it: the requester keeps the version they have, if they have one."""
    if message.ticket is None or message.deleted_at is not None:
        return EditOutcome.PASSES
    before = await held.of_message(work.db, message.id)
    if before is not None and (before.html, before.file) == (html, file):
        return EditOutcome.WAITS  # Telegram tells of edits also when nothing changed that people wrote
    found, corrected, hints = await _look(work, message, html)
    if before is None and not found:
        await _hint(work, message, hints)
        return EditOutcome.PASSES
    act = before.act if before is not None and before.waits else held.EDIT
    hold = before or _first(message, act, anonymous=False)
    if not hold.waits:
        await held.prompted(work.db, message.id, None, None)  # asked below, where it is seen, and not far above
    hold = replace(hold, act=act, kind=kind, html=html, file=file)
    if found or act == held.NEW:
        await _hold(work, hold, found, corrected)
        return EditOutcome.WAITS if found else EditOutcome.FREED
    await settle(work, replace(freed(hold), version=hold.version + 1, decided_at=work.now, decided_by=message.author))
    return EditOutcome.PASSES


def freed(hold: Hold) -> Hold:
    """A message that its author edited until nothing spoke against it any more: nobody had to decide."""
    return replace(hold, state=held.SENT, findings=asdict(Findings()))


async def settle(work: Work, hold: Hold) -> None:
    """Keep what was decided, and show it in the place of the question."""
    await held.put(work.db, hold)
    await outgoing.prompt(work, hold.ticket, hold.message)


async def drop(work: Work, hold: Hold, by: int | None) -> None:
    """Send a held message never: a new one is as good as deleted, with its album; an edit leaves what was before."""
    dropped = [hold] if hold.act == held.EDIT else await _erase(work, hold.message)
    for each in dropped:
        await settle(work, replace(each, state=held.DROPPED, decided_at=work.now, decided_by=by))


async def _erase(work: Work, number: int) -> list[Hold]:
    """Mark a message and the other parts of its album as deleted, and return what is known of those that wait."""
    message = await messages.by_id(work.db, number)
    album = await messages.of_album(work.db, message.origin, message.album)
    holds = []
    for part in album or [message]:
        await messages.erase(work.db, part.id, work.now)
        holds.append(await held.of_message(work.db, part.id))
    return [each for each in holds if each is not None and each.waits]


async def deleted(work: Work, message: Message) -> None:
    """Note that an operator deleted a message: there is nothing left to decide about it."""
    hold = await held.of_message(work.db, message.id)
    if hold is not None and hold.waits:
        await drop(work, hold, None)


async def ask_again(work: Work, ticket: Ticket) -> None:
    """Ask in the new place of a ticket what is to become of the messages that wait."""
    for hold in await held.of_ticket(work.db, ticket.number):
        await held.prompted(work.db, hold.message, None, None)
        await outgoing.prompt(work, ticket.number, hold.message)


async def _hint(work: Work, message: Message, hints: Sequence[Hint]) -> None:
    """Tell operators what is better than a word that was sent: of each word once at a ticket."""
    if message.ticket is None:
        return
    for hint in hints:
        if await treatments.is_first_hint(work.db, message.ticket, hint.name):
            notice = WordHinted(number=message.ticket, word=hint.word, proper=hint.proper)
            await outgoing.tell(work, outgoing.to_ticket(message.ticket), notice, about=message.id)


async def _look(work: Work, message: Message, html: str) -> tuple[Findings, str | None, Sequence[Hint]]:
    """Return what speaks against a text or caption, the text with proper terms, and what its author may be told."""
    if not html:
        return Findings(), None, ()
    names = await _names(work, message.ticket) if message.ticket is not None else ()
    verdict = moderation.judge(html, await own(work), await _chosen(work), names)
    unlinked = verdict.instructs and not verdict.obscene and await _lacks_link(work, html)
    offered = await guide.offered(work, visible(html).text, OFFERED) if unlinked else []
    articles = [(article.id, article.title, article.link) for article in offered]
    found = Findings(verdict.obscene, verdict.slang, unlinked, articles, aside=verdict.aside)
    return found, verdict.corrected, verdict.hints


async def _lacks_link(work: Work, html: str) -> bool:
    """Tell whether an instruction should link to the guide and does not (3.6); while that is empty it cannot."""
    if not work.policy.check_links or has_guide_link(html, await guide.hosts(work)):
        return False
    if await guide.has_articles(work):
        return True
    await _tell_of_empty_guide(work)
    return False


async def _tell_of_empty_guide(work: Work) -> None:
    """Tell supervisors once that a rule does nothing for lack of a guide; on a desk without any it waits for one."""
    people = await supervisors.everyone(work.db, work.policy.supervisors)
    if people and await hints.is_first(work.db, hints.GUIDE_EMPTY, work.now):
        await outgoing.tell_supervisors(work, GuideEmpty())


def _first(message: Message, act: str, *, anonymous: bool) -> Hold:
    """Begin a hold; what speaks against the message is still to be added."""
    return Hold(
        message=message.id,
        ticket=message.ticket or 0,
        act=act,
        kind=message.kind,
        html=message.html,
        file=message.file,
        corrected=None,
        findings={},
        anonymous=anonymous,
        version=0,
        state=held.WAITS,
        prompt_chat=None,
        prompt_id=None,
        held_at=message.sent_at,
    )


async def _hold(work: Work, hold: Hold, found: Findings, corrected: str | None) -> None:
    """Let a version wait, and ask what is to become of it."""
    waits = replace(
        hold, state=held.WAITS, version=hold.version + 1, held_at=work.now, decided_at=None, decided_by=None
    )
    await settle(work, replace(waits, findings=asdict(found), corrected=corrected))
