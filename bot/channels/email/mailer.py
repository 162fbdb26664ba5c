"""Handing letters in at the mail server, and what its answers mean."""

import asyncio
import re
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from enum import Enum
from functools import cache
from typing import Any
from urllib.parse import unquote, urlsplit

import aiosmtplib

from bot.channels.errors import STRUCK, DeliveryError, without
from bot.rules.text import one_line

SMTP_SECONDS = 30.0
LONGEST_PAUSE = 900.0
"""Seconds: a server that is down for hours is not asked every minute; a greylisting one lets in after some."""
PERMANENT = 500
_OF_RECIPIENT = re.compile(r"5\.[12]\.\d")
_ENHANCED = re.compile(r"\b[245]\.\d{1,3}\.\d{1,3}\b")
"""RFC 3463: 5.1.x speaks of the address and 5.2.x of the mailbox; the rest may be the desk's own fault."""
_NO_MAILBOX = (550, 551, 553)
"""RFC 5321: what a server that gives no such codes says at RCPT when there is no such mailbox."""
_ADDRESS = re.compile(r"<?[^\s<>@]+@[^\s<>@]+>?")


class Obstacle(Enum):
    """Where a try to get as far as handing a letter in ends."""

    AWAY = "away"
    INSECURE = "insecure"
    """TLS: it is not offered where it is demanded, or the certificate is not good."""
    LOGIN = "login"


class EntryError(DeliveryError):
    """The mail server lets the desk in no further."""

    def __init__(self, obstacle: Obstacle, reason: str) -> None:
        """Keep where it ended; `reason` is the server's own text."""
        super().__init__(reason)
        self.obstacle = obstacle


@dataclass(frozen=True, slots=True)
class Mailer:
    """Where letters are handed in, and who they are from.

    `smtps://` speaks TLS from the start. `smtp://` with a password demands STARTTLS, and either way the server's
    certificate must be good: a password goes to nobody else. Without a password STARTTLS is taken when it is offered,
    whatever the certificate: the alternative would be plain text.
    """

    url: str
    sender: str
    seconds: float = SMTP_SECONDS
    """For the whole delivery of a letter."""
    trust: ssl.SSLContext | None = None
    """Whose certificates are good; None: those of the system."""
    helo: str | None = None
    """What the desk calls itself; None: the host's name. Some servers demand a full one."""

    async def send(self, message: EmailMessage) -> None:
        """Hand a letter in. Raises DeliveryError."""
        try:
            async with asyncio.timeout(self.seconds):
                sender, recipients = self.sender, [str(message["To"])]
                await aiosmtplib.send(message, sender=sender, recipients=recipients, **self._entry())
        except aiosmtplib.SMTPRecipientsRefused as error:
            first = error.recipients[0]
            permanent = all(_is_no_mailbox(each) for each in error.recipients)
            raise self._failure(f"{first.code} {first.message}", permanent=permanent) from error
        except aiosmtplib.SMTPResponseException as error:
            raise self._failure(f"{error.code} {error.message}", permanent=_is_about_recipient(error)) from error
        except aiosmtplib.SMTPNotSupported as error:
            raise self._failure(str(error), permanent=True) from error
        except TimeoutError as error:
            raise self._failure("the mail server does not answer") from error
        except (aiosmtplib.SMTPException, OSError) as error:
            raise self._failure(str(error) or repr(error)) from error

    async def probe(self) -> None:
        """Connect, encrypt and log in as for a letter, but hand none in. Raises EntryError."""
        try:
            async with asyncio.timeout(self.seconds), aiosmtplib.SMTP(**self._entry()):
                pass
        except aiosmtplib.SMTPAuthenticationError as error:
            raise self._barred(Obstacle.LOGIN, f"{error.code} {error.message}") from error
        except TimeoutError as error:
            raise self._barred(Obstacle.AWAY, "the mail server does not answer") from error
        except (aiosmtplib.SMTPException, OSError) as error:
            obstacle = Obstacle.INSECURE if _is_about_tls(error) else Obstacle.AWAY
            raise self._barred(obstacle, str(error) or repr(error)) from error

    def _barred(self, obstacle: Obstacle, reason: str) -> EntryError:
        return EntryError(obstacle, self._failure(reason).reason)

    def _failure(self, reason: str, *, permanent: bool = False) -> DeliveryError:
        """Return the server's own words, which also go into the log: without addresses, and on one line."""
        words = without(unquote(urlsplit(self.url).password or ""), _ADDRESS.sub(STRUCK, reason))
        return DeliveryError(one_line(words), permanent=permanent, longest=LONGEST_PAUSE)

    def _entry(self) -> dict[str, Any]:
        """Return how a connection is made and what is shown there."""
        parts = urlsplit(self.url)
        return {
            "hostname": parts.hostname,
            "local_hostname": self.helo,
            "port": parts.port,
            "username": unquote(parts.username) if parts.username else None,
            "password": unquote(parts.password) if parts.password else None,
            "use_tls": parts.scheme == "smtps",
            "start_tls": True if parts.scheme == "smtp" and parts.username else None,
            "tls_context": (self.trust or _checked()) if parts.scheme == "smtps" or parts.username else _unchecked(),
            "timeout": self.seconds,
        }


def _is_about_tls(error: BaseException | None) -> bool:
    """Tell whether encryption is the matter: the library wraps what the system says, and names what it misses."""
    if error is None:
        return False
    refused = isinstance(error, ssl.SSLError) or "STARTTLS" in str(error)
    return refused or _is_about_tls(error.__cause__)


def _is_about_recipient(error: aiosmtplib.SMTPResponseException) -> bool:
    """Tell what no later try changes from what is set right at the desk or its server, and then letters go out."""
    enhanced = _ENHANCED.search(error.message)
    return error.code >= PERMANENT and enhanced is not None and _OF_RECIPIENT.match(enhanced[0]) is not None


def _is_no_mailbox(error: aiosmtplib.SMTPRecipientRefused) -> bool:
    """Tell whether a refused recipient is the fault of the address."""
    if _ENHANCED.search(error.message) is None:
        return error.code in _NO_MAILBOX
    return _is_about_recipient(error)


@cache
def _checked() -> ssl.SSLContext:
    return ssl.create_default_context()


@cache
def _unchecked() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context
