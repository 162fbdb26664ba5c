"""What every notice is."""

from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from bot.rules.asking import Question


class Notice(BaseModel):
    """Something to be told. Subclasses name their fields; none of them is a sentence."""

    model_config = ConfigDict(frozen=True)

    @property
    def question(self) -> Question | None:
        """The question that it asks, of which only the newest copy keeps its buttons; None for the rest."""
        return None

    @property
    def silent(self) -> bool:
        """Whether it comes without a sound."""
        return False


class AboutTicket(Notice):
    """A notice about one ticket."""

    number: int


class ByMail(Notice):
    """One that goes out as a letter to those who run the desk: no other can be handed to `outgoing.write_to_desk`."""


class WithPaper(Notice):
    """One that goes out as a letter with a paper attached: no other can be handed to `outgoing.write_paper`.

    `locale` is its reader's language, None: the desk's.
    """

    id: int
    """Of what the paper is about."""
    paper: ClassVar[str]
    """Which paper: a name in `bot.channels.papers.making`."""
    locale: str | None


class InWriting(AboutTicket):
    """One that also goes out as a letter (4.3): no other can be handed to `sending.write_letter`."""
