"""No question is ignored (3.3): who is told how long after a requester's message, in working time (2.5).

The topic is reminded first, then supervisors are told; from then on the message is on their list of each morning.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import IntEnum

from bot.rules.deadlines.working_hours import Calendar


class Step(IntEnum):
    """What is done about a message that stands unanswered, in this order; the last is done again each morning."""

    REMIND = 0
    ESCALATE = 1
    LIST = 2


@dataclass(frozen=True, slots=True)
class Patience:
    """Working hours until the topic is reminded, and until supervisors are told."""

    remind: int
    escalate: int

    def until(self, step: Step) -> timedelta:
        """Return the working time after which a step is taken; the list has none of its own."""
        return timedelta(hours=self.remind if step is Step.REMIND else self.escalate)


@dataclass(frozen=True, slots=True)
class Said:
    """A message of a requester, and when it came to the desk; the parts of one question share `whole`."""

    message: int
    at: datetime
    whole: str


def left_open(said: Iterable[Said], answered: Collection[datetime], settled: Collection[int]) -> Iterator[Said]:
    """Yield the questions, each as its first message, after the last answer; those that are `settled` are none."""
    last, seen = max(answered, default=None), set()
    for each in said:
        if each.whole not in seen and each.message not in settled and (last is None or each.at > last):
            yield each
        seen.add(each.whole)


def step_now(awaited: Step, age: timedelta, patience: Patience) -> Step | None:
    """The step to take at this age, None when it is too early; a reminder that comes too late is an escalation."""
    if awaited is Step.LIST:
        return Step.LIST
    reached = (step for step in (Step.REMIND, Step.ESCALATE) if step >= awaited and age >= patience.until(step))
    return max(reached, default=None)


def due(step: Step, asked_at: datetime, now: datetime, calendar: Calendar, patience: Patience) -> datetime:
    """When a step is to be taken; the list is that of the next day the desk opens."""
    if step is not Step.LIST:
        return calendar.add(asked_at, patience.until(step))
    tomorrow = now.astimezone(calendar.zone).date() + timedelta(days=1)
    return calendar.next_opening(datetime.combine(tomorrow, time(), calendar.zone))


def earliest(asked_at: datetime, patience: Patience) -> datetime:
    """A moment that `due` is never before, whatever the calendar: working time does not outrun the clock."""
    return asked_at + patience.until(Step.REMIND)
