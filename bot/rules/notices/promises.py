"""Promises that operators made (3.4)."""

from datetime import datetime

from bot.rules.asking import Question, of_extension, of_promise
from bot.rules.notices.base import AboutTicket


class PromiseMade(AboutTicket):
    """To the topic: a message named a time; a reminder is offered, and a working day `instead` of a `day_off`."""

    promise: int
    words: str
    due: datetime
    day_off: datetime | None = None
    instead: datetime | None = None
    until: datetime | None = None
    """The last working moment before it, where it is outside working hours; None also when that has passed."""
    opens: datetime | None = None
    """The opening behind it, where there is no working moment before it any more."""

    @property
    def question(self) -> Question:
        """What is typed below the newest offer may press its buttons."""
        return of_promise(self.number, self.promise)


class PromiseBeyond(AboutTicket):
    """To the topic: what was promised lies behind the deadline; an extension is offered (4.3)."""

    promise: int
    deadline: datetime

    @property
    def question(self) -> Question:
        """What is typed below the newest offer may press its buttons."""
        return of_extension(self.number, self.promise)


class PromiseVague(AboutTicket):
    """To the topic: a message promised something without a day that could be reminded of."""

    words: str


class PromiseChanged(AboutTicket):
    """To the topic: an edit promises something else; `operator` is who will be reminded, None: that is offered."""

    promise: int
    words: str
    due: datetime
    operator: str | None
    until: datetime | None = None
    """As of PromiseMade, with `opens`."""
    opens: datetime | None = None

    @property
    def question(self) -> Question | None:
        """A new offer, unless somebody is reminded already."""
        return of_promise(self.number, self.promise) if self.operator is None else None


class PromiseDropped(AboutTicket):
    """To the topic: an edited message promises nothing any more."""

    words: str
    due: datetime


class PromiseNear(AboutTicket):
    """To the topic: the promise falls due soon; `operator` (a Telegram id and a name) wanted to be reminded."""

    operator_id: int
    operator: str
    words: str
    due: datetime


class PromiseBroken(AboutTicket):
    """To the topic: the time has passed and the requester heard nothing."""

    operator_id: int
    operator: str
    words: str
    due: datetime
