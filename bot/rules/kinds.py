"""The kinds of parcels in the outbox, and what each is treated like; how a channel delivers them is its own matter."""

from dataclasses import dataclass
from enum import Enum, StrEnum


class Kind(StrEnum):
    """What is to be done. The values stand in stored rows."""

    RELAY = "relay"
    EDIT = "edit"
    ERASE = "erase"
    REACT = "react"
    SHOW = "show"
    PIN = "pin"
    LEAVE = "leave"
    NOTICE = "notice"
    CALL = "call"
    PROBE = "probe"
    PROMPT = "prompt"
    FETCH = "fetch"
    IMPORT = "import"
    RELEASE = "release"
    REPORT = "report"
    EXAMINATION = "examination"
    MYDATA = "mydata"
    PAPER = "paper"
    SETUP = "setup"
    TRIAL_END = "trial_end"


class Loss(Enum):
    """Whose words are lost when a parcel is refused for good, and so who is told."""

    PEOPLE = "people"
    """What people wrote or took back: the other side must know."""
    DESK = "desk"
    """What the desk itself says: by notices, by the card, by questions about held messages."""
    NOTHING = "nothing"
    """Decoration and the desk's own errands: /failed shows them."""


@dataclass(frozen=True, slots=True)
class Treatment:
    """How a kind is treated.

    `patience` is in seconds, for which it lets others go before: words for people have none. With `superseded` a
    later parcel of the same kind can make one needless; the channel knows which.
    """

    loss: Loss = Loss.NOTHING
    patience: float = 0.0
    superseded: bool = False


TREATMENTS = {
    Kind.RELAY: Treatment(Loss.PEOPLE),
    Kind.EDIT: Treatment(Loss.PEOPLE, superseded=True),
    Kind.ERASE: Treatment(Loss.PEOPLE),
    Kind.REACT: Treatment(patience=120.0, superseded=True),
    Kind.SHOW: Treatment(Loss.DESK, patience=30.0, superseded=True),
    Kind.PIN: Treatment(patience=120.0, superseded=True),
    Kind.LEAVE: Treatment(patience=30.0),
    Kind.NOTICE: Treatment(Loss.DESK),
    Kind.CALL: Treatment(superseded=True),
    Kind.PROBE: Treatment(),
    Kind.PROMPT: Treatment(Loss.DESK, superseded=True),
    Kind.FETCH: Treatment(),
    Kind.IMPORT: Treatment(superseded=True),
    Kind.RELEASE: Treatment(),
    Kind.REPORT: Treatment(),
    Kind.EXAMINATION: Treatment(),
    Kind.MYDATA: Treatment(),
    Kind.PAPER: Treatment(Loss.DESK),
    Kind.SETUP: Treatment(superseded=True),
    Kind.TRIAL_END: Treatment(),
}
