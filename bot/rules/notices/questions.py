"""Requesters' messages that stand unanswered (3.3)."""

from dataclasses import dataclass
from datetime import timedelta

from bot.rules.asking import Question, of_open
from bot.rules.notices.base import AboutTicket, Notice


class QuestionWaits(AboutTicket):
    """To the topic, in reply to a message: how long it has waited in working time, and whose it is to answer.

    `others` counts later messages that wait as well; `escalated` when supervisors are told.
    """

    message: int
    waited: timedelta
    operator: str | None
    others: int
    escalated: bool


class QuestionEscalated(AboutTicket):
    """To supervisors: the same, with the message (HTML), and the address of its place."""

    company: str
    waited: timedelta
    operator: str | None
    text: str
    address: str | None


class QuestionOpen(AboutTicket):
    """To the topic, in reply to a message: it has no answer, so the requester is not asked to confirm yet (3.2)."""

    message: int
    waited: timedelta
    text: str

    @property
    def question(self) -> Question:
        """Whoever presses «Решено» again reads the same prompt again; it is not posted twice."""
        return of_open(self.number, self.message)


@dataclass(frozen=True, slots=True)
class WaitingQuestion:
    """A line of the list for supervisors."""

    number: int
    company: str
    waited: timedelta
    operator: str | None
    address: str | None


class QuestionsWaiting(Notice):
    """To supervisors, at the opening of each day: all that was escalated and is still unanswered, the oldest first."""

    questions: tuple[WaitingQuestion, ...]
