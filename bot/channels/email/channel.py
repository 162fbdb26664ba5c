"""The e-mail channel: letters over SMTP, a thread per ticket."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from urllib.parse import unquote, urlsplit

import aiosmtplib

from bot.channels.email.letters import Letter, write
from bot.channels.errors import DeliveryError, Receipt
from bot.languages import Languages
from bot.rules.notices import unpack
from bot.rules.policy import Policy
from bot.rules.text import one_line
from bot.rules.tickets import ticket_number
from db import people, tickets
from db.engine import Database
from db.outbox import Parcel

UNSET_SECONDS = 600.0
SMTP_SECONDS = 30.0
PERMANENT = 500


@dataclass(frozen=True, slots=True)
class Mailer:
    """Where letters are handed in, and who they are from."""

    url: str
    sender: str

    async def send(self, message: EmailMessage) -> None:
        """Hand a letter in. Raises DeliveryError."""
        parts = urlsplit(self.url)
        try:
            await aiosmtplib.send(
                message,
                hostname=parts.hostname,
                port=parts.port,
                username=unquote(parts.username) if parts.username else None,
                password=unquote(parts.password) if parts.password else None,
                use_tls=parts.scheme == "smtps",
                timeout=SMTP_SECONDS,
            )
        except aiosmtplib.SMTPRecipientsRefused as error:
            permanent = all(each.code >= PERMANENT for each in error.recipients)
            raise DeliveryError(str(error), permanent=permanent) from error
        except aiosmtplib.SMTPResponseException as error:
            raise DeliveryError(f"{error.code} {error.message}", permanent=error.code >= PERMANENT) from error
        except (aiosmtplib.SMTPException, OSError) as error:
            raise DeliveryError(repr(error)) from error


@dataclass(frozen=True, slots=True)
class EmailChannel:
    """Delivers notices as letters. Without a mailer they wait in the queue."""

    database: Database
    languages: Languages
    policy: Policy
    now: Callable[[], datetime]
    mailer: Mailer | None

    async def deliver(self, lane: Sequence[Parcel]) -> Receipt:
        """Word a notice in its reader's language and hand it in. Raises DeliveryError."""
        parcel = lane[0]
        if self.mailer is None:
            raise DeliveryError("SMTP_URL is not set", retry_after=UNSET_SECONDS)
        assert parcel.ticket is not None
        with self.languages.speaking(await self._locale(parcel.ticket)):
            letter = write(unpack(parcel.body), self.policy)
        address = parcel.destination.partition(":")[2]
        await self.mailer.send(compose(letter, self.mailer.sender, address, parcel.ticket, parcel.id, self.now()))
        return Receipt()

    async def _locale(self, ticket: int) -> str:
        async with self.database.reading() as connection:
            requester = await people.by_id(connection, (await tickets.by_number(connection, ticket)).person)
        return requester.locale or self.policy.default_locale


def compose(letter: Letter, sender: str, address: str, ticket: int, parcel: int, now: datetime) -> EmailMessage:
    """Build the letter; a second try of the same parcel bears the same Message-ID."""
    domain = sender.partition("@")[2]
    message = EmailMessage()
    message["From"], message["To"] = sender, address
    message["Subject"] = f"[{ticket_number(ticket)}] {one_line(letter.subject)}"
    message["Date"] = format_datetime(now)
    message["Message-ID"] = f"<ticket-{ticket}.{parcel}@{domain}>"
    message["References"] = f"<ticket-{ticket}@{domain}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text)
    return message
