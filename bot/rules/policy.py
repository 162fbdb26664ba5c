"""What a company may decide for itself where the regulation is silent (the decisions marked D in its clauses)."""

from dataclasses import dataclass, field
from datetime import time
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.rules.documents import Document
from bot.rules.people.consent import Mode
from bot.rules.people.retention import Terms
from bot.rules.tickets.unanswered import Patience


@dataclass(frozen=True, slots=True)
class Policy:
    """The desk's settings as rules and actions see them. Chat and user ids are Telegram's."""

    zone: ZoneInfo
    hours: tuple[time, time]
    sla_hours: int
    reopen_days: int
    requests_per_hour: int
    """Tickets that one person may open within an hour."""
    patience: Patience
    """How long a requester's message may stand unanswered (3.3)."""
    fallback_group: int | None
    supervisors: frozenset[str]
    """Addresses of their accounts in Telegram."""
    default_locale: str
    regulation: str
    """Version of the regulation in force: its date and SHA-256."""
    consent: Document
    """The text of the consent in force (152-ФЗ)."""
    consent_mode: Mode
    phone: str
    email: str
    site: str
    keep_done_days: int
    """Days after which inputs and deliveries that are done with are forgotten."""
    silence_reminders: bool
    """Remind requesters who do not confirm (3.2)."""
    silence_closes: int | None
    """Working days after the last reminder on which such a ticket closes; None is never."""
    pause_while_waiting: bool
    """Whether the time to a deadline stands while the requester is asked for data (3.7, 4.3)."""
    delivered_reaction: str | None
    """An emoji under each operator's message that was delivered; None shows nothing."""
    received_reaction: str | None
    """An emoji under each requester's message that was taken in; None shows nothing."""
    check_slang: bool
    """Whether slang in what operators write holds it (3.5)."""
    guide_hosts: frozenset[str]
    """Hosts on which any link is one to the guide, besides those of its articles."""
    check_links: bool
    """Whether an instruction without a link to the guide is held (3.6)."""
    files_dir: Path = Path("var/files")
    """The folder of files that no channel keeps."""
    verify_login: bool = False
    """Whether requesters are asked to prove their login by a code."""
    extended_needs_proof: bool = False
    """Whether who has not proven their login is served as on the basic tariff."""
    colleagues_see: bool = False
    """Whether people whom the directory names for a company see each other's tickets, unless something else is said."""
    mails: bool = False
    """Whether letters go out."""
    telegram_sensitive: bool = False
    """Whether papers with personal or payment data go into the chat as well."""
    invoice_days: int = 10
    """Days after its issue on which an unpaid invoice expires."""
    retention: Terms = field(default_factory=Terms)
    """For how long what is stored about people is kept."""
    album_pause: float = 1.0
    """Seconds without a further part after which an album is taken for complete."""
