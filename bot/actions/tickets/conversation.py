"""Messages between a requester and the operators: written, edited, reacted to, deleted."""

from dataclasses import replace

from bot.actions import access, outgoing
from bot.actions.access import Right
from bot.actions.deadlines import promises
from bot.actions.moderation import moderation
from bot.actions.moderation.moderation import EditOutcome
from bot.actions.tickets import closed_hours, deleted_answers, life, trial, unanswered
from bot.actions.tickets.registration import CARD_REQUEST_LIMIT
from bot.actions.work import Work
from bot.rules.audit import Action
from bot.rules.channels import Origin
from bot.rules.kinds import Kind
from bot.rules.notices import ConfirmationAsked, TicketTaken
from bot.rules.tickets import thanks
from bot.rules.tickets.context import unpacked
from bot.rules.tickets.incoming import OTHER, TEXT, Incoming
from bot.rules.tickets.tickets import Event, State, after
from bot.rules.visible import visible
from db import audit
from db.moderation import held
from db.moderation.held import Hold
from db.people import people
from db.people.people import Person
from db.tickets import files, messages, tickets
from db.tickets.messages import Message
from db.tickets.tickets import Ticket

SAID_LIMIT = 300
"""Characters of a requester's words that a question repeats."""
REQUEST_MESSAGES = 10
"""The first messages of a ticket, which say what it is about."""


async def keep(work: Work, person: Person, incoming: Incoming, ticket: Ticket | None, *, by_operator: bool) -> Message:
    """Store a message; without a ticket it is a draft of its author's next one."""
    number = ticket.number if ticket else None
    answered = await _answered(work, incoming)
    if answered and (answered.ticket != number or (number is None and answered.author != person.id)):
        answered = None  # another's draft may be discarded, and then nothing may hang on it
    if ticket is not None and not by_operator:
        await heard(work, ticket, incoming.origin.channel)
    return await messages.add(
        work.db,
        ticket=number,
        author=person.id,
        by_operator=by_operator,
        channel=incoming.origin.channel,
        place=incoming.origin.place,
        external_id=incoming.origin.id,
        kind=incoming.kind,
        html=incoming.html,
        file=await files.keep(work.db, incoming.file),
        spoiler=incoming.spoiler,
        album=incoming.album,
        position=incoming.position,
        reply_to=answered.id if answered else None,
        context=incoming.context.packed(),
        sent_at=incoming.sent_at(work.now),
    )


async def _answered(work: Work, incoming: Incoming) -> Message | None:
    """Return what a message answers; of several that share a place the one that it quotes."""
    if incoming.answered is None:
        return None
    quote = incoming.context.quote
    sharing = await messages.sharing(work.db, incoming.answered) if quote else []
    said = (each for each in sharing if quote and quote.text in visible(each.html).text)
    return next(said, None) or await messages.at(work.db, incoming.answered)


async def heard(work: Work, ticket: Ticket, channel: str | None) -> Ticket:
    """Note by which channel a requester speaks, if by any: there they are answered (4.2)."""
    if channel is None or channel == ticket.reply_channel:
        return ticket
    return await tickets.change(work.db, ticket.number, reply_channel=channel)


async def requester_wrote(work: Work, person: Person, incoming: Incoming, ticket: Ticket) -> None:
    """Carry a requester's message into the topic. Raises Refused when the ticket is closed.

    Thanks are no answer to what they were asked for: it goes on waiting for that (3.7).
    """
    if ticket.state != State.WAITING_REQUESTER or _asks(ticket, incoming.html, incoming.kind):
        await requester_speaks(work, ticket)
    message = await keep(work, person, incoming, ticket, by_operator=False)
    joins = incoming.album and (await messages.of_album(work.db, incoming.origin, incoming.album))[0].id != message.id
    await bring(work, ticket, message)
    if not joins:
        await ask_again(work, ticket, message)
    await closed_hours.tell(work, ticket)


async def bring(work: Work, ticket: Ticket, message: Message) -> None:
    """Carry a requester's message into the topic; unless it asks nothing it waits for an answer (3.3)."""
    if _asks(ticket, message.html, message.kind):
        await unanswered.asked(work, ticket, message)
    await outgoing.pass_on(work, message, ticket)


def _asks(ticket: Ticket, html: str, kind: str) -> bool:
    asked = ticket.state == State.WAITING_CONFIRMATION
    return thanks.read(visible(html).text, kind, asked=asked) is thanks.Said.QUESTION


async def ask_again(work: Work, ticket: Ticket, message: Message) -> None:
    """Ask whether it is solved below what a requester wrote instead of pressing a button: words are neither (3.2)."""
    if ticket.state == State.WAITING_CONFIRMATION:
        said = visible(message.html).text
        notice = ConfirmationAsked(number=ticket.number, said=said[:SAID_LIMIT], kind=message.kind)
        await outgoing.tell(work, outgoing.to_requester(ticket), notice)


async def requester_speaks(work: Work, ticket: Ticket) -> None:
    """Note that a requester writes: where they are asked to confirm, they are from now on (3.2). Raises Refused."""
    await life.move(work, ticket, Event.REQUESTER_MESSAGE)


async def operator_wrote(
    work: Work, operator: Person, incoming: Incoming, ticket: Ticket, *, anonymous: bool = False
) -> None:
    """Carry an operator's message to the requester, unless it is held.

    Raises AccessDenied; Refused when the ticket is closed.
    """
    await access.demand(work, operator, Right.OPERATE, ticket)
    after(State(ticket.state), Event.OPERATOR_MESSAGE)
    message = await keep(work, operator, incoming, ticket, by_operator=True)
    if await album_stays_inside(work, incoming):
        await messages.erase(work.db, message.id, work.now)
    elif not await moderation.holds(work, message, anonymous=anonymous):
        await deliver(work, operator, ticket, message, anonymous=anonymous)


async def album_stays_inside(work: Work, incoming: Incoming) -> bool:
    """Tell whether a message is part of an album that was decided not to be sent: every part stays with the others."""
    parts = await messages.of_album(work.db, incoming.origin, incoming.album)
    return any(each.deleted_at is not None for each in parts)


async def deliver(work: Work, person: Person, ticket: Ticket, message: Message, *, anonymous: bool) -> None:
    """Send an operator's message, which answers its ticket. Raises Refused."""
    ticket = await answered_by(work, person, ticket, Event.OPERATOR_MESSAGE, anonymous=anonymous)
    await outgoing.pass_on(work, message, ticket, Kind.RELAY, **await _beside(work, ticket))
    await promises.note(work, ticket, message)
    await trial.progress(work, ticket)


async def _beside(work: Work, ticket: Ticket) -> dict[str, int | None]:
    """Say which message an answer that replies to none is put beside, where it could belong to several tickets.

    Where that cannot be seen, the answer names its ticket.
    """
    if len(await tickets.open_of(work.db, ticket.person)) <= 1:
        return {}
    return {"beside": await messages.last_of_requester(work.db, ticket.number)}


async def let_go(work: Work, hold: Hold, html: str) -> None:
    """Send what was held, in these words; a new message answers its ticket only now. Raises Refused if it is closed."""
    message = await messages.by_id(work.db, hold.message)
    ticket = await tickets.by_number(work.db, hold.ticket)
    if hold.act == held.NEW:
        after(State(ticket.state), Event.OPERATOR_MESSAGE)
    if (html, hold.file) != (message.html, message.file):
        await messages.revise(work.db, message, hold.kind, html, hold.file, work.now)
    await moderation.settle(work, hold)
    if hold.act == held.NEW:
        author, said = await people.by_id(work.db, message.author), replace(message, html=html)
        await deliver(work, author, ticket, said, anonymous=hold.anonymous)
    else:
        await outgoing.pass_on(work, message, ticket, "edit", media=message.file != hold.file)
        await promises.follow_edit(work, ticket, replace(message, html=html))


async def answered_by(work: Work, person: Person, ticket: Ticket, event: Event, *, anonymous: bool = False) -> Ticket:
    """Note an operator's answer. Raises Refused.

    The first to answer becomes the ticket's operator and is named to the requester, unless they write as the group
    itself.
    """
    after(State(ticket.state), event)
    await unanswered.answered(work, ticket.number)
    if ticket.first_answer_at is None:
        ticket = await tickets.change(work.db, ticket.number, first_answer_at=work.now)
    if ticket.operator is None and not anonymous:
        ticket = await tickets.change(work.db, ticket.number, operator=person.id)
        await audit.write(work.db, Action.TAKE, work.now, actor=person.id, ticket=ticket.number, by_answer=True)
        await outgoing.show(work, ticket)
        await outgoing.tell(
            work, outgoing.to_requester(ticket), TicketTaken(number=ticket.number, operator=person.name)
        )
    return await life.move(work, ticket, event)


async def request_of(work: Work, ticket: Ticket) -> str:
    """Return the words with which a requester opened a ticket, without their markup."""
    written = await messages.in_card(work.db, ticket.number) or await messages.of_ticket(work.db, ticket.number)
    return " ".join(visible(each.html).text for each in written[:REQUEST_MESSAGES] if not each.by_operator)


async def edited(work: Work, incoming: Incoming) -> None:
    """Keep a new version of a message and bring it to the other side. Unknown messages are nobody's."""
    message = await messages.written_at(work.db, incoming.origin)
    if message is None:
        return
    file, looks_new = await files.keep(work.db, incoming.file), await _look(work, message, incoming)
    may_pass = not message.by_operator or await _may_pass(work, message, incoming, file)
    is_same = (message.html, message.file) == (incoming.html, file) and incoming.kind != OTHER
    if may_pass and not is_same:
        await _revised(work, message, incoming, file)
    elif looks_new:
        await _show_anew(work, message, media=message.spoiler != incoming.spoiler)


async def _revised(work: Work, message: Message, incoming: Incoming, file: int | None) -> None:
    await messages.revise(work.db, message, incoming.kind, incoming.html, file, work.now)
    if message.ticket is None:
        return
    ticket = await tickets.by_number(work.db, message.ticket)
    if ticket.is_open and not message.by_operator and _begins_to_ask(ticket, message, incoming):
        await unanswered.asked(work, ticket, replace(message, sent_at=work.now))
    if not message.in_card:
        media = (message.file, message.spoiler) != (file, incoming.spoiler)
        await outgoing.pass_on(work, message, ticket, "edit", media=media)
        await promises.follow_edit(work, ticket, replace(message, html=incoming.html))
        return
    if not await _card_holds(work, ticket):
        await messages.leave_card(work.db, message.id)
        await outgoing.pass_on(work, message, ticket)
    await outgoing.show(work, ticket)


def _begins_to_ask(ticket: Ticket, message: Message, incoming: Incoming) -> bool:
    return _asks(ticket, incoming.html, incoming.kind) and not _asks(ticket, message.html, message.kind)


async def _look(work: Work, message: Message, incoming: Incoming) -> bool:
    """Keep how a message is shown from now on, whatever becomes of its words; False when that is as before."""
    before = unpacked(message.context)
    now = before.shown_as(incoming.context)
    if (now, incoming.spoiler) == (before, message.spoiler):
        return False
    await messages.set_look(work.db, message.id, now.packed(), spoiler=incoming.spoiler)
    return True


async def _show_anew(work: Work, message: Message, *, media: bool) -> None:
    """Let the other side see a message in its new look; nobody sees what waits or is held in the card."""
    hold = await held.of_message(work.db, message.id) if message.by_operator else None
    if message.ticket is not None and not message.in_card and (hold is None or hold.state in held.LET_GO):
        ticket = await tickets.by_number(work.db, message.ticket)
        await outgoing.pass_on(work, message, ticket, "edit", media=media, look=True)


async def _may_pass(work: Work, message: Message, incoming: Incoming, file: int | None) -> bool:
    """Tell whether an operator's edit is to be brought to the requester; a message that it frees is sent."""
    outcome = await moderation.check_edit(work, message, incoming.kind, incoming.html, file)
    hold = await held.of_message(work.db, message.id) if outcome is EditOutcome.FREED else None
    if hold is not None and (await tickets.by_number(work.db, hold.ticket)).is_open:
        decided = replace(hold, state=held.SENT, decided_at=work.now, decided_by=message.author)
        await let_go(work, decided, hold.html)
    return outcome is EditOutcome.PASSES


async def is_passed_on(work: Work, incoming: Incoming) -> bool:
    """Tell whether a message went to the other side when it was incoming."""
    message = await messages.written_at(work.db, incoming.origin)
    return message is not None and message.deleted_at is None


async def _card_holds(work: Work, ticket: Ticket) -> bool:
    """Tell whether the card still has room for the request that it shows."""
    shown = await messages.in_card(work.db, ticket.number)
    return all(each.kind == TEXT for each in shown) and sum(len(each.html) for each in shown) <= CARD_REQUEST_LIMIT


async def reacted(work: Work, origin: Origin, emoji: str | None, *, by_operator: bool) -> None:
    """Show a reaction (None: it was taken away) under the counterpart of the message it was set under."""
    message = await messages.at(work.db, origin)
    if message is None or message.ticket is None:
        return
    ticket = await tickets.by_number(work.db, message.ticket)
    await outgoing.react(work, ticket, message, emoji, to_topic=not by_operator)


async def delete(work: Work, operator: Person, origin: Origin) -> bool:
    """Delete an operator's message on both sides; False when what stands there is not one. Raises AccessDenied."""
    message = await messages.written_at(work.db, origin)
    if message is None or message.ticket is None or not message.by_operator or message.deleted_at is not None:
        return False
    ticket = await tickets.by_number(work.db, message.ticket)
    await access.demand(work, operator, Right.OPERATE, ticket)
    await messages.erase(work.db, message.id, work.now)
    await moderation.deleted(work, message)
    await deleted_answers.ask_again(work, ticket)
    await outgoing.pass_on(work, message, ticket, "erase")
    await outgoing.call(work, outgoing.to_ticket(ticket.number), "deleteMessage", {"message_id": int(origin.id)})
    return True
