"""The e-mail channel: letters over SMTP, a thread per ticket (4.2, 4.3). Operators are told what became of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address, HeaderRegistry, MessageIDHeader
from email.message import EmailMessage
from email.policy import default
from email.utils import format_datetime

from bot.actions.money import papers
from bot.actions.people import proof
from bot.channels.channel import Channel, Ground
from bot.channels.email.letters import Letter, Reader, write
from bot.channels.email.mailer import Mailer
from bot.channels.errors import DeliveryError, Receipt
from bot.channels.papers import making
from bot.rules.addresses import ToMail
from bot.rules.channels import EMAIL
from bot.rules.notices import LetterSent, LetterWaits, LoginCode, WithPaper, unpack
from bot.rules.text import one_line
from bot.rules.tickets.tickets import ticket_number
from db.outbox import Parcel
from db.people import identities, people
from db.tickets import tickets

UNSET_SECONDS = 600.0

_HEADERS = HeaderRegistry()
for _name in ("in-reply-to", "references"):
    _HEADERS.map_to_type(_name, MessageIDHeader)  # type: ignore[arg-type]  # a mixin to the stubs, as all of them
POLICY = default.clone(header_factory=_HEADERS)
"""Ids are ids: the library would write a long one as encoded words, and then no letter finds its thread."""


def email_channel(ground: Ground) -> Channel:
    """Build the channel of letters, which nothing comes in by yet."""
    smtp, sender = ground.settings.smtp_url, ground.settings.mail_from or ground.policy.email
    mailer = Mailer(smtp.get_secret_value(), sender, helo=ground.settings.smtp_helo) if smtp else None
    return Channel(EMAIL, EmailChannel(ground, mailer).deliver)


@dataclass(frozen=True, slots=True)
class EmailChannel:
    """Delivers notices as letters. Without a mailer they wait in the queue."""

    ground: Ground
    mailer: Mailer | None

    async def deliver(self, lane: Sequence[Parcel]) -> Receipt:
        """Word a notice in its reader's language and hand it in. Raises DeliveryError."""
        parcel = lane[0]
        to = parcel.to
        assert isinstance(to, ToMail)
        address = to.address
        notice = unpack(parcel.body)
        if isinstance(notice, LoginCode):
            return await self._send_code(notice, parcel, address)
        if isinstance(notice, WithPaper):
            return await self._send_paper(notice, parcel, address)
        if parcel.ticket is None:  # about the desk itself: nobody waits for news of it
            await self._send(parcel, address)
            return Receipt()
        try:
            await self._send(parcel, address)
        except DeliveryError as error:
            error.notice = LetterWaits(number=parcel.ticket, address=address, reason=error.reason)
            raise
        return Receipt(notice=LetterSent(number=parcel.ticket, address=address))

    async def _send_code(self, notice: LoginCode, parcel: Parcel, address: str) -> Receipt:
        """Make a code and send it, if somebody waits for it; who does hears of an address that there is not."""
        if self.mailer is None:
            raise DeliveryError("SMTP_URL is not set", retry_after=UNSET_SECONDS)
        async with self.ground.database.transaction() as connection:
            sealed = await proof.seal(self.ground.work(connection), notice.row)
        if sealed is None:
            return Receipt()
        with self.ground.languages.speaking(sealed.locale):
            letter = write(notice.model_copy(update={"code": sealed.code}), self.ground.policy)
        try:
            await self._hand_in(self.mailer, letter, parcel, address)
        except DeliveryError as error:
            if not error.permanent:
                raise
            async with self.ground.database.transaction() as connection:
                await proof.refused(self.ground.work(connection), notice.row)
            self.ground.wake()
        return Receipt()

    async def _send_paper(self, notice: WithPaper, parcel: Parcel, address: str) -> Receipt:
        """Send a letter with a paper; who waits for it hears of an address that there is not."""
        if self.mailer is None:
            raise DeliveryError("SMTP_URL is not set", retry_after=UNSET_SECONDS)
        paper = await making.made(self.ground, notice.paper, notice.id)
        with self.ground.languages.speaking(notice.locale or self.ground.policy.default_locale):
            letter = write(notice, self.ground.policy)
        try:
            await self._hand_in(self.mailer, letter, parcel, address, paper)
        except DeliveryError as error:
            if not error.permanent:
                raise
            async with self.ground.database.transaction() as connection:
                await papers.undelivered(self.ground.work(connection), notice, address)
            self.ground.wake()
        return Receipt()

    async def _send(self, parcel: Parcel, address: str) -> None:
        policy = self.ground.policy
        if self.mailer is None:
            raise DeliveryError("SMTP_URL is not set", retry_after=UNSET_SECONDS)
        locale, reader = await self._reader(parcel.ticket)
        with self.ground.languages.speaking(locale):
            letter = write(unpack(parcel.body), policy, reader)
        await self._hand_in(self.mailer, letter, parcel, address)

    async def _hand_in(
        self, mailer: Mailer, letter: Letter, parcel: Parcel, address: str, paper: making.Made | None = None
    ) -> None:
        policy = self.ground.policy
        envelope = Envelope(mailer.sender, policy.email, address, self.ground.now().astimezone(policy.zone))
        message = compose(letter, envelope, parcel.ticket, parcel.id)
        if paper is not None:
            message.add_attachment(paper.data, maintype="application", subtype="pdf", filename=paper.name)
        await mailer.send(message)

    async def _reader(self, number: int | None) -> tuple[str, Reader]:
        """Return the language of a ticket's requester, and what the letter is to say of them."""
        locale, username = self.ground.policy.default_locale, self.ground.username()
        if number is None:
            return locale, Reader()
        async with self.ground.database.reading() as connection:
            ticket = await tickets.by_number(connection, number)
            requester = await people.by_id(connection, ticket.person)
            identity = await identities.by_id(connection, ticket.identity)
        chat = f"https://t.me/{username}" if username else None
        return requester.locale or locale, Reader(identity.called, ticket.service, chat)


@dataclass(frozen=True, slots=True)
class Envelope:
    """Who a letter is from, where answers go, whom it is to, and the local time at which it is sent."""

    sender: str
    reply_to: str
    address: str
    now: datetime


def compose(letter: Letter, envelope: Envelope, ticket: int | None, parcel: int) -> EmailMessage:
    """Build the letter; a second try of the same parcel bears the same Message-ID. Raises DeliveryError.

    All letters of a ticket refer to an id of its own, so that they stand in one thread; without one a letter is alone.
    """
    sender = envelope.sender
    domain = sender.partition("@")[2]
    about, sign = ("desk", "") if ticket is None else (f"ticket-{ticket}", f"[{ticket_number(ticket)}] ")
    message = EmailMessage(policy=POLICY)
    message["From"] = Address(one_line(letter.sender), addr_spec=sender)
    message["To"], message["Reply-To"] = _deliverable(envelope.address), envelope.reply_to
    message["Subject"] = sign + one_line(letter.subject)
    message["Date"] = format_datetime(envelope.now)
    message["Message-ID"] = f"<{about}.{parcel}@{domain}>"
    if ticket is not None:
        message["In-Reply-To"] = message["References"] = f"<{about}@{domain}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text)
    message.add_alternative(letter.html, subtype="html")
    return message


def _deliverable(address: str) -> str:
    """Return an address as a header takes it, its domain in Latin letters: nobody adds headers by it."""
    name, _at, domain = address.rpartition("@")
    try:
        ascii_domain = domain.encode("idna").decode("ascii")
    except UnicodeError as error:
        raise DeliveryError("bad address", permanent=True) from error
    if not (name and domain) or one_line(address) != address or any(each in " ,;<>" for each in address):
        raise DeliveryError("bad address", permanent=True)
    return f"{name}@{ascii_domain}"
