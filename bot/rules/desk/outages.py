"""When Telegram counts as out of reach, and who is told when."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

NOTED = timedelta(seconds=90)
"""Without an answer: /healthz tells it from then on, too."""


@dataclass(frozen=True, slots=True)
class Outage:
    """Since when Telegram has not answered, and when that was told by e-mail."""

    began_at: datetime
    mailed_at: datetime | None = None


class Step(Enum):
    """What is to be done about an outage."""

    NOTHING = "nothing"
    BEGIN = "begin"
    MAIL = "mail"
    END = "end"


def step(
    outage: Outage | None, silence: timedelta, now: datetime, patience: timedelta | None, *, answered: bool
) -> Step:
    """Decide what comes next. `silence` is the time without an answer, `answered` whether there was one at all.

    A desk that was restarted knows of no answer, so the outage goes on for it. `patience` None sends no e-mail.
    """
    if outage is None:
        return Step.BEGIN if silence > NOTED else Step.NOTHING
    if answered and silence <= NOTED:
        return Step.END
    late = patience is not None and outage.mailed_at is None and now - outage.began_at > patience
    return Step.MAIL if late else Step.NOTHING
