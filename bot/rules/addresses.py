"""Where something of the outbox goes: a value inside, a short text in the database, and one parser between them."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.rules.channels import EMAIL, TELEGRAM, YOOKASSA

PERSON, TICKET, CHAT, FORMER, MAIL = "person", "ticket", "chat", "place", "mail"
PROBE, IMPORT, REPORT, PAY = "probe", "import", "report", "pay"


@dataclass(frozen=True, slots=True)
class ToPerson:
    """A person, by our own number of them, where a channel reaches them."""

    id: int
    channel: str = TELEGRAM

    def __str__(self) -> str:
        """Write it as the outbox stores it."""
        return f"{PERSON}:{self.id}" if self.channel == TELEGRAM else f"{PERSON}:{self.id}@{self.channel}"


@dataclass(frozen=True, slots=True)
class ToTicket:
    """The place of a ticket among its operators, wherever that is when it is sent."""

    number: int

    def __str__(self) -> str:
        """Write it as the outbox stores it."""
        return f"{TICKET}:{self.number}"


@dataclass(frozen=True, slots=True)
class ToChat:
    """A chat outside its topics."""

    chat: int

    def __str__(self) -> str:
        """Write it as the outbox stores it."""
        return f"{CHAT}:{self.chat}"


@dataclass(frozen=True, slots=True)
class FormerPlace:
    """A place that a ticket has left: its topic and card, as far as it had them."""

    chat: int
    thread: int | None = None
    card: int | None = None

    def __str__(self) -> str:
        """Write it as the outbox stores it."""
        return f"{FORMER}:{self.chat}:{self.thread or ''}:{self.card or ''}"


@dataclass(frozen=True, slots=True)
class ToMail:
    """A mailbox."""

    address: str

    def __str__(self) -> str:
        """Write it as the outbox stores it."""
        return f"{MAIL}:{self.address}"


@dataclass(frozen=True, slots=True)
class Probe:
    """A group that is looked at: in a lane of its own, since what is for the group itself may be waiting for it."""

    chat: int

    def __str__(self) -> str:
        """Write it as the outbox stores it."""
        return f"{PROBE}:{self.chat}"


@dataclass(frozen=True, slots=True)
class ImportLane:
    """A file that is fetched, in a lane of its own: that takes its time."""

    number: int

    def __str__(self) -> str:
        """Write it as the outbox stores it."""
        return f"{IMPORT}:{self.number}"


@dataclass(frozen=True, slots=True)
class ReportLane:
    """The reports that a person asked for, one after another in a lane of their own: they take their time."""

    person: int

    def __str__(self) -> str:
        """Write it as the outbox stores it."""
        return f"{REPORT}:{self.person}"


@dataclass(frozen=True, slots=True)
class PayLane:
    """What the provider is asked about a link to pay, one after another: it is made first, whatever was told of it."""

    link: int

    def __str__(self) -> str:
        """Write it as the outbox stores it."""
        return f"{PAY}:{self.link}"


Address = ToPerson | ToTicket | ToChat | FormerPlace | ToMail | Probe | ImportLane | ReportLane | PayLane

_NUMBERED: dict[str, Callable[[int], Address]] = {
    TICKET: ToTicket,
    CHAT: ToChat,
    PROBE: Probe,
    IMPORT: ImportLane,
    REPORT: ReportLane,
    PAY: PayLane,
}


def channel_of(to: Address) -> str:
    """Return the channel that delivers to an address. Operators and supervisors are in Telegram."""
    if isinstance(to, ToPerson):
        return to.channel
    if isinstance(to, PayLane):
        return YOOKASSA
    return EMAIL if isinstance(to, ToMail) else TELEGRAM


def prefix(kind: str) -> str:
    """Return what all texts of a kind of address begin with, for queries that look into them."""
    return f"{kind}:"


def parse(text: str) -> Address:
    """Return the address that was written as `text`. Raises ValueError when it is none."""
    kind, _, key = text.partition(":")
    if kind == MAIL:
        return ToMail(key)
    if kind == PERSON:
        number, _, channel = key.partition("@")
        return ToPerson(int(number), channel or TELEGRAM)
    if kind == FORMER:
        chat, thread, card = key.split(":")
        return FormerPlace(int(chat), *(int(part) if part else None for part in (thread, card)))
    if kind in _NUMBERED:
        return _NUMBERED[kind](int(key))
    raise ValueError(f"no address of the outbox: a {kind!r}")
