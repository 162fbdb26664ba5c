"""What operators are asked to say on the phone, and what they were told there (3.2, 4.2)."""

from datetime import datetime

from bot.rules.asking import CONFIRM, Question, of_ticket
from bot.rules.notices.base import AboutTicket, InWriting


class SayByPhone(AboutTicket):
    """To the topic: what the requester would have been written, for nobody can write to them."""

    said: str


class CallRegistered(InWriting):
    """To who called and cannot be written to in a chat, by e-mail: the number and the deadline, None for an error."""

    deadline: datetime | None


class ConfirmByPhone(AboutTicket):
    """To the topic: call and ask whether it is solved, with no question left (3.2).

    `phone` None is not known; `tries` counts the calls in which nobody was reached.
    """

    phone: str | None
    tries: int = 0

    @property
    def question(self) -> Question:
        """It is asked again after each try, and by reminders."""
        return of_ticket(CONFIRM, self.number)


class CallAnswered(AboutTicket):
    """To the topic: what the requester said on the phone, who heard it and when; `event` is confirm or deny."""

    operator: str
    event: str
    at: datetime | None = None
