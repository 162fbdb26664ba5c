"""Requesters' messages that nobody has answered (3.3): noted, called up, listed, declared no questions.

Each is an alarm that is set again until an operator answers. Of several in one ticket only the oldest is called up.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot import links
from bot.actions import access, outgoing
from bot.actions.access import Right
from bot.actions.alarms import due_now
from bot.actions.following import QuestionStands
from bot.actions.work import Person, Ticket, Work
from bot.rules.audit import Action
from bot.rules.deadlines.working_hours import Calendar
from bot.rules.notices import QuestionEscalated, QuestionOpen, QuestionsWaiting, QuestionWaits, WaitingQuestion
from bot.rules.tickets.data_requests import is_beside
from bot.rules.tickets.tickets import Event, State, check_open
from bot.rules.tickets.unanswered import Step, due, earliest, step_now
from bot.rules.visible import visible
from db import alarms, audit
from db.alarms import Alarm
from db.tickets import messages, unanswered
from db.tickets.messages import Message
from db.tickets.unanswered import KIND, Waiting

__all__ = [
    "Page",
    "Waiting",
    "address",
    "answered",
    "asked",
    "call_up",
    "dismiss",
    "listed",
    "look",
    "reschedule",
    "settled_by_answers",
    "stands_open",
]

PAGE = 10
MOST_IN_LIST = 25
BEHIND = timedelta(days=1)
"""How often a message is looked at that waits behind another one of its ticket."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the list, counted from 0: each ticket with the working time its oldest message has waited."""

    entries: list[tuple[Waiting, timedelta]]
    total: int
    number: int
    last: int


async def asked(work: Work, ticket: Ticket, message: Message) -> None:
    """Note that a requester's message waits for an answer; an album is one message, whatever its parts."""
    if message.album is not None:
        first, *_others = await messages.of_album(work.db, message.origin, message.album)
        if first.id != message.id:
            return
    # The working calendar is asked when the alarm rings: most messages are answered before.
    since = max(message.sent_at, ticket.opened_at)
    remind_at = earliest(since, work.policy.patience)
    await alarms.put(work.db, Alarm(ticket.number, KIND, message.id, Step.REMIND, remind_at))


async def answered(work: Work, ticket: int) -> None:
    """Note that nothing in a ticket waits any more: an operator wrote."""
    await alarms.drop_all(work.db, ticket, KIND)


async def dismiss(work: Work, operator: Person, ticket: Ticket, message: int) -> bool:
    """Declare a message no question, on record; False when it does not wait.

    What waits behind it is called up next. Raises AccessDenied; Refused when it is closed.
    """
    await access.demand(work, operator, Right.OPERATE, ticket)
    check_open(State(ticket.state))
    waiting = await alarms.of_ticket(work.db, ticket.number, KIND)
    if all(each.about != message for each in waiting):
        return False
    await alarms.drop(work.db, ticket.number, KIND, message)
    await messages.dismiss(work.db, message, ticket.number, operator.id, work.now)
    await audit.write(work.db, Action.NO_QUESTION, work.now, actor=operator.id, ticket=ticket.number, message=message)
    behind = [each for each in waiting if each.about > message]
    if behind:
        await alarms.put(work.db, replace(min(behind, key=lambda each: each.about), due_at=work.now))
    return True


async def settled_by_answers(work: Work, requester: Person, ticket: Ticket, since: datetime) -> None:
    """Let nothing wait that a requester wrote beside what they were asked `since`, unless it asks something itself."""
    for each in await alarms.of_ticket(work.db, ticket.number, KIND):
        message = await messages.by_id(work.db, each.about)
        if message.sent_at >= since and is_beside(visible(message.html).text, message.kind):
            await alarms.drop(work.db, ticket.number, KIND, each.about)
            await messages.dismiss(work.db, each.about, ticket.number, requester.id, work.now)


async def look(work: Work, ticket: Ticket, event: Event) -> None:
    """Let nothing be solved, or closed by silence, over an open question. Raises QuestionStands."""
    if event is Event.RESOLVE and await _shows_question(work, ticket):
        raise QuestionStands(ticket.number)
    if event is Event.CLOSE_BY_SILENCE and await stands_open(work, ticket):
        raise QuestionStands(ticket.number)


async def stands_open(work: Work, ticket: Ticket) -> bool:
    """Tell whether a question of a ticket has no answer."""
    return bool(await alarms.of_ticket(work.db, ticket.number, KIND))


async def _shows_question(work: Work, ticket: Ticket) -> bool:
    """Tell whether a question stands open; it is shown to the operators then, who decide what becomes of it."""
    waiting = await unanswered.of_ticket(work.db, ticket.number)
    if waiting is None:
        return False
    waited = (await work.calendar()).between(waiting.asked_at, work.now)
    notice = QuestionOpen(number=ticket.number, message=waiting.message, waited=waited, text=waiting.html)
    await outgoing.tell(work, outgoing.to_ticket(ticket.number), notice, about=waiting.message)
    return True


async def listed(work: Work, person: Person, chat: int | None, number: int) -> Page:
    """Return a page of a group's tickets or (None) of all groups, which is for supervisors. Raises AccessDenied."""
    await access.demand(work, person, Right.SUPERVISE if chat is None else Right.OPERATE, group=chat)
    total = await unanswered.count(work.db, chat)
    last = max(total - 1, 0) // PAGE
    number = min(number, last)
    found = await unanswered.page(work.db, chat, number * PAGE, PAGE)
    calendar = await work.calendar()
    return Page([(each, calendar.between(each.asked_at, work.now)) for each in found], total, number, last)


async def call_up(work: Work) -> int:
    """Remind topics, tell supervisors, and list each morning what is still unanswered; returns how much was due."""
    rung = await due_now(work, KIND)
    if not rung:
        return 0
    calendar = await work.calendar()
    still = [line for alarm in rung for line in await _called_up(work, alarm, calendar)]
    still.sort(key=lambda each: each.waited, reverse=True)
    for start in range(0, len(still), MOST_IN_LIST):
        await outgoing.tell_supervisors(work, QuestionsWaiting(questions=tuple(still[start : start + MOST_IN_LIST])))
    return len(rung)


async def _called_up(work: Work, alarm: Alarm, calendar: Calendar) -> list[WaitingQuestion]:
    """Do what is due about a message, and set its alarm again; returns what belongs on the list."""
    waiting = await unanswered.of_ticket(work.db, alarm.ticket)
    assert waiting is not None, "the message of the alarm waits at least"
    if waiting.message != alarm.about:
        await alarms.put(work.db, replace(alarm, due_at=work.now + BEHIND))
        return []
    waited = calendar.between(waiting.asked_at, work.now)
    step = step_now(Step(alarm.step), waited, work.policy.patience)
    awaited = Step(alarm.step) if step is None else Step(min(step + 1, Step.LIST))
    due_at = due(awaited, waiting.asked_at, work.now, calendar, work.policy.patience)
    await alarms.put(work.db, replace(alarm, step=awaited, due_at=due_at))
    if step is Step.LIST:
        return [WaitingQuestion(waiting.number, waiting.company, waited, waiting.operator, address(waiting))]
    if step is not None:
        await _tell(work, waiting, waited, escalated=step is Step.ESCALATE)
    return []


async def _tell(work: Work, waiting: Waiting, waited: timedelta, *, escalated: bool) -> None:
    reminder = QuestionWaits(
        number=waiting.number,
        message=waiting.message,
        waited=waited,
        operator=waiting.operator,
        others=waiting.count - 1,
        escalated=escalated,
    )
    await outgoing.tell(work, outgoing.to_ticket(waiting.number), reminder, about=waiting.message)
    if escalated:
        told = QuestionEscalated(
            number=waiting.number,
            company=waiting.company,
            waited=waited,
            operator=waiting.operator,
            text=waiting.html,
            address=address(waiting),
        )
        await outgoing.tell_supervisors(work, told)


def address(waiting: Waiting) -> str | None:
    """Return the address of a message's topic or card, if there is one."""
    if waiting.chat_id is None:
        return None
    return links.to_place(waiting.chat_id, waiting.thread_id, waiting.card_id)


async def reschedule(work: Work, ticket: int) -> None:
    """Look again at what is not escalated yet: the calendar has changed."""
    await alarms.hasten(work.db, ticket, KIND, Step.LIST, work.now)
