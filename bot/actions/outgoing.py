"""Promises of deliveries: every way an action puts something into the outbox. Addresses are resolved later."""

from collections.abc import Iterable
from typing import Any

from bot.actions.work import Work
from bot.rules.addresses import Address, FormerPlace, ImportLane, Probe, ReportLane, ToChat, ToMail, ToPerson, ToTicket
from bot.rules.asking import Question
from bot.rules.channels import TELEGRAM
from bot.rules.kinds import Kind
from bot.rules.notices import AboutTicket, ByMail, InWriting, LoginCode, Notice, WithPaper, pack
from bot.rules.tickets import trial
from db import live_questions, outbox
from db.groups.groups import Topic
from db.live_questions import LiveQuestion
from db.people import accounts, supervisors
from db.tickets import messages
from db.tickets.messages import Message
from db.tickets.tickets import Ticket


def to_person(person: int) -> ToPerson:
    """Name a person's private chat."""
    return ToPerson(person)


def to_requester(ticket: Ticket) -> ToPerson:
    """Name whoever asked, where they last wrote from about this (4.2)."""
    return ToPerson(ticket.person, ticket.reply_channel)


def to_ticket(number: int) -> ToTicket:
    """Name the place of a ticket in its operator group."""
    return ToTicket(number)


def to_chat(chat: int) -> ToChat:
    """Name a chat outside its topics."""
    return ToChat(chat)


async def to_wherever(work: Work, chat: int) -> Address:
    """Name a chat by its id: a private one by its person, so that all that is for them keeps its order."""
    found = await accounts.people_at(work.db, TELEGRAM, {str(chat)})
    return to_person(found[0]) if found else to_chat(chat)


def to_place(topic: Topic) -> FormerPlace:
    """Name a place by its ids: one that a ticket has left."""
    return FormerPlace(topic.chat_id, topic.thread_id, topic.card_id)


async def tell(work: Work, destination: Address, notice: Notice, about: int | None = None) -> None:
    """Tell a destination something, as a reply to the message it is about; the channel finds the words."""
    ticket = notice.number if isinstance(notice, AboutTicket) else None
    await outbox.enqueue(work.db, destination, Kind.NOTICE, pack(notice), work.now, ticket=ticket, message=about)


async def tell_supervisors(work: Work, notice: Notice) -> None:
    """Tell every supervisor who ever started the bot: Telegram lets it write to nobody else."""
    for person in await supervisors.everyone(work.db, work.policy.supervisors):
        await tell(work, to_person(person), notice)


async def call(
    work: Work, destination: Address, method: str, params: dict[str, Any], question: Question | None = None
) -> None:
    """Enqueue a ready Bot API call; chat and topic are filled in when it is sent.

    Of a `question` only the newest copy keeps its buttons.
    """
    body: dict[str, Any] = {"method": method, "params": params}
    if question is not None:
        body["question"] = question.packed()
    await outbox.enqueue(work.db, destination, Kind.CALL, body, work.now)


async def withdraw(work: Work, destination: Address, question: Question) -> None:
    """Take the buttons away from the copy of a question that stands: it is answered elsewhere, or asked no more."""
    await call(work, destination, "editMessageReplyMarkup", {}, question)


async def standing(work: Work, question: Question) -> int | None:
    """Return the message of the present chat that asks a question, None while it is on its way."""
    return found.message_id if (found := await _standing(work, question)) else None


async def standing_about(work: Work, question: Question) -> tuple[int, int] | None:
    """Return the message of the present chat that asks a question, and what the copy there is about."""
    return (found.message_id, found.about) if (found := await _standing(work, question)) else None


async def _standing(work: Work, question: Question) -> LiveQuestion | None:
    return await live_questions.find(work.db, work.chat, question.name) if work.chat is not None else None


async def probe(work: Work, chat: int, answer_to: Address) -> None:
    """Have it found out what the bot is in a group and may do there; a destination is told.

    It has a destination of its own: what is for the group itself may be waiting for it.
    """
    await outbox.enqueue(work.db, Probe(chat), Kind.PROBE, {"answer_to": str(answer_to)}, work.now)


async def fetch(work: Work, number: int) -> None:
    """Have the file of an import fetched, in a lane of its own: that takes its time."""
    await outbox.enqueue(work.db, ImportLane(number), Kind.FETCH, {"import": number}, work.now)


async def show_import(work: Work, destination: Address, number: int) -> None:
    """Show how far an import is, in the place of what was shown before."""
    await outbox.enqueue(work.db, destination, Kind.IMPORT, {"import": number}, work.now)


async def report(work: Work, person: int, body: dict[str, Any]) -> None:
    """Have a report made for a person, in a lane of its own: that takes its time."""
    await outbox.enqueue(work.db, ReportLane(person), Kind.REPORT, body, work.now)


async def mydata(work: Work, person: int, locale: str) -> None:
    """Have what is stored about a person packed and sent to them, in the lane of their reports: that takes its time."""
    await outbox.enqueue(work.db, ReportLane(person), Kind.MYDATA, {"person": person, "locale": locale}, work.now)


async def examination(work: Work, person: int, body: dict[str, Any]) -> None:
    """Have the desk examined for a person, in a lane of their own: that takes its time."""
    await outbox.enqueue(work.db, ReportLane(person), Kind.EXAMINATION, body, work.now)


async def write_letter(work: Work, address: str, notice: InWriting) -> None:
    """Tell somebody something by e-mail; nobody, where a caller's login was left open."""
    if not address:
        return
    body = pack(notice)
    await outbox.enqueue(work.db, ToMail(address), Kind.NOTICE, body, work.now, ticket=notice.number)


async def write_code(work: Work, address: str, code: int) -> None:
    """Have a code made and sent to a login that is to be proven; nobody's ticket is told of it."""
    await outbox.enqueue(work.db, ToMail(address), Kind.NOTICE, pack(LoginCode(row=code)), work.now)


async def write_paper(work: Work, address: str, notice: WithPaper) -> None:
    """Send a paper by e-mail, with what a notice says; it is made when the letter goes out."""
    await outbox.enqueue(work.db, ToMail(address), Kind.NOTICE, pack(notice), work.now)


async def show_paper(work: Work, person: int, notice: Notice, paper: str, of: int) -> None:
    """Show a person a paper in Telegram, with a notice as its words; it is made when it goes out."""
    body = {**pack(notice), "paper": paper, "of": of}
    await outbox.enqueue(work.db, ToPerson(person, TELEGRAM), Kind.PAPER, body, work.now)


async def write_to_desk(work: Work, address: str, notice: ByMail) -> None:
    """Tell those who run the desk something by e-mail, which is about no ticket."""
    await outbox.enqueue(work.db, ToMail(address), Kind.NOTICE, pack(notice), work.now)


async def show(work: Work, ticket: Ticket, *, anew: bool = False) -> None:
    """Let the ticket's topic (name, card, open or closed) show its present state; `anew`, by a new card below."""
    body = {"anew": True} if anew else {}
    await outbox.enqueue(work.db, to_ticket(ticket.number), Kind.SHOW, body, work.now, ticket=ticket.number)


async def take_down(work: Work, place: Topic, *, pinned: bool) -> None:
    """Take the buttons away from a card that another one has replaced, and its pin."""
    old, card = to_place(place), {"message_id": place.card_id}
    await call(work, old, "editMessageReplyMarkup", card)
    if pinned:
        await call(work, old, "unpinChatMessage", card)


async def pin(work: Work, ticket: int) -> None:
    """Have a ticket's card pinned in its topic."""
    await outbox.enqueue(work.db, to_ticket(ticket), Kind.PIN, {}, work.now, ticket=ticket)


async def leave(work: Work, place: Topic, to: str) -> None:
    """Let a place show that its ticket is elsewhere now: in the group of this title."""
    await outbox.enqueue(work.db, to_place(place), Kind.LEAVE, {"to": to}, work.now, ticket=place.ticket)


async def prompt(work: Work, ticket: int, message: int) -> None:
    """Let the question about a held message, which stands in its ticket's topic, show what there is to decide."""
    await outbox.enqueue(work.db, to_ticket(ticket), Kind.PROMPT, {}, work.now, ticket=ticket, message=message)


async def lead(work: Work, person: int) -> None:
    """Show a supervisor how far their new desk is, and what comes next."""
    await outbox.enqueue(work.db, to_person(person), Kind.SETUP, {}, work.now)


async def end_trial(work: Work) -> None:
    """Have the trial ticket removed, behind all that is on its way to its topic."""
    await outbox.enqueue(work.db, to_ticket(trial.NUMBER), Kind.TRIAL_END, {}, work.now)


async def release(work: Work, to: ToPerson) -> None:
    """Bring a person what was held for them, behind all that is on its way and so has to line up."""
    await outbox.enqueue(work.db, to, Kind.RELEASE, {}, work.now)


async def pass_on(work: Work, message: Message, ticket: Ticket, kind: str = Kind.RELAY, **body: Any) -> None:
    """Carry a message, or what became of it (edit, erase, react), to the other side of its ticket."""
    destination: Address = to_ticket(ticket.number)
    if message.by_operator:
        destination = to_requester(ticket) if kind == Kind.RELAY else await _to_seen(work, ticket, message)
    await outbox.enqueue(work.db, destination, Kind(kind), body, work.now, ticket=ticket.number, message=message.id)


async def _to_seen(work: Work, ticket: Ticket, message: Message) -> ToPerson:
    """Name the requester where they see a message, wherever they have written from since."""
    if not message.by_operator:
        return ToPerson(ticket.person, message.channel)
    return ToPerson(ticket.person, await messages.shown_by(work.db, message.id, ticket.person) or ticket.reply_channel)


async def pass_history(work: Work, told: Iterable[Message], ticket: Ticket) -> None:
    """Bring messages of both sides to the place of a ticket that has moved (6.1)."""
    for message in told:
        destination, body = to_ticket(ticket.number), {"history": True}
        await outbox.enqueue(work.db, destination, Kind.RELAY, body, work.now, ticket=ticket.number, message=message.id)


async def take_back(work: Work, told: Iterable[Message], ticket: Ticket) -> None:
    """Take messages back out of the place of a ticket, and only there."""
    for message in told:
        destination = to_ticket(ticket.number)
        await outbox.enqueue(work.db, destination, Kind.ERASE, {}, work.now, ticket=ticket.number, message=message.id)


async def react(work: Work, ticket: Ticket, message: Message, emoji: str | None, *, to_topic: bool) -> None:
    """Show a reaction (None takes it away) on the side where it was not made."""
    destination: Address = to_ticket(ticket.number) if to_topic else await _to_seen(work, ticket, message)
    body = {"emoji": emoji}
    await outbox.enqueue(work.db, destination, Kind.REACT, body, work.now, ticket=ticket.number, message=message.id)
