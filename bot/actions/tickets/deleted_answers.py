"""Questions that only a deleted message had answered stand unanswered again (3.3)."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from bot.actions.work import Ticket, Work
from bot.rules.tickets.unanswered import Said, Step, earliest, left_open
from db import alarms, audit
from db.alarms import Alarm
from db.audit import Line
from db.moderation import held
from db.tickets import data_requests, messages
from db.tickets.messages import Message
from db.tickets.unanswered import KIND

TO_REWRITE = timedelta(minutes=10)
"""Until nobody is called up: mostly an answer is deleted to be written better."""
_ANSWERS = ("ask", "close", "close_by_supervisor", "close_by_silence")
"""What is on record and leaves nothing unanswered, beside operators' messages."""


async def ask_again(work: Work, ticket: Ticket) -> None:
    """Let all that no operator's message answers any more wait for an answer, from the time when it was asked."""
    if not ticket.is_open:
        return
    waiting = {each.about for each in await alarms.of_ticket(work.db, ticket.number, KIND)}
    for question in await _left_open(work, ticket):
        if question.message not in waiting:
            due_at = max(earliest(question.at, work.policy.patience), work.now + TO_REWRITE)
            await alarms.put(work.db, Alarm(ticket.number, KIND, question.message, Step.REMIND, due_at))


async def _left_open(work: Work, ticket: Ticket) -> list[Said]:
    written = await messages.of_ticket(work.db, ticket.number)
    lines = await audit.of_ticket(work.db, ticket.number)
    unsent = {each.message for each in await held.of_ticket(work.db, ticket.number) if each.act == held.NEW}
    said = (_said(each, ticket.opened_at) for each in written if not each.by_operator)
    answered = [*_answered(written, unsent), *(each.at for each in lines if each.action in _ANSWERS)]
    return list(left_open(said, answered, await _settled(work, ticket, lines)))


def _said(message: Message, opened: datetime) -> Said:
    """A request is one question, however many messages it took; so is an album."""
    whole = "request" if message.sent_at <= opened else message.album or str(message.id)
    return Said(message.id, max(message.sent_at, opened), whole)


def _answered(written: list[Message], unsent: set[int]) -> Iterator[datetime]:
    for each in written:
        if each.by_operator and each.deleted_at is None and each.id not in unsent:
            yield each.sent_at


async def _settled(work: Work, ticket: Ticket, lines: list[Line]) -> set[int]:
    """Give what operators declared no question, and what was collected in requests for data."""
    asked = await data_requests.of_ticket(work.db, ticket.number)
    declared = {each.details["message"] for each in lines if each.action == "no_question"}
    return declared.union(*(each.collected for each in asked))
