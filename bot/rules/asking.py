"""Questions that are asked again: one copy of each has buttons, the others are past."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Again(StrEnum):
    """What asking once more does."""

    BELOW = "below"
    """It is asked at the bottom, and the copy before loses its buttons."""
    HERE = "here"
    """The copy that stands is rewritten, if it is about the same; else as BELOW."""
    BESIDE = "beside"
    """It is asked at the bottom, and the copies before keep their buttons."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: its name in its chat, and which of several things of that name it is about (0: there is one)."""

    name: str
    again: Again = Again.BELOW
    about: int = 0

    def packed(self) -> dict[str, Any]:
        """Return it as JSON values."""
        return {"name": self.name, "again": self.again, "about": self.about}


def unpacked(packed: dict[str, Any]) -> Question:
    """Return what `packed` gave."""
    return Question(packed["name"], Again(packed["again"]), packed["about"])


CONFIRM = "confirm"
"""Whether a ticket is solved."""
DATA = "data"
"""What an operator asks for and the requester has not answered yet."""
PAGE = "page"
"""What an operator chooses at a ticket's place; it is about the ticket."""
GIVE = Question("give")
"""One thing after another that an operator asks for."""
WHICH = Question("which")
"""Which ticket waiting messages are for."""
WHICH_HERE = Question("which", Again.HERE)
SEARCH = Question("search")
WRITING = Question("writing")
"""What is written to a ticket that was chosen."""
COMMENT = Question("comment")
"""Words about a rating."""
NAMING = Question("naming")
"""The INN, for the tariff alone."""
STEP = "step"
"""Whatever a request asks: of all its pages one has buttons."""


def of_ticket(name: str, number: int) -> Question:
    """Name a question that is asked about one ticket."""
    return Question(f"{name} {number}")


def of_page(person: int, number: int) -> Question:
    """Name the newest page that one operator has at a ticket's place."""
    return Question(f"{PAGE} {person} {number}", Again.BESIDE, number)


def of_open(number: int, message: int) -> Question:
    """Name the prompt to answer a message before its ticket is solved; asked again it is not posted twice."""
    return Question(f"open {number}", Again.HERE, message)


def of_call(person: int) -> Question:
    """Name the page with which one operator begins to write down a call."""
    return Question(f"call {person}")


def of_promise(number: int, promise: int) -> Question:
    """Name the newest offer at a ticket's place to be reminded of a promise; those before keep their buttons."""
    return Question(f"promise {number}", Again.BESIDE, promise)


def of_extension(number: int, promise: int) -> Question:
    """Name the newest offer at a ticket's place to extend the deadline to a promise."""
    return Question(f"beyond {number}", Again.BESIDE, promise)


def of_invoice(number: int) -> Question:
    """Name what is asked about an invoice: whether it is paid, or how it will be."""
    return Question(f"invoice {number}")


def of_step(place: int, again: Again = Again.BELOW) -> Question:
    """Name what a step of a request asks; `place` tells the steps apart."""
    return Question(STEP, again, place)
