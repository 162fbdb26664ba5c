"""Delivery by a carrier: what its channel cannot do is said in words, or left out where it is decoration."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from html import escape
from textwrap import wrap

from aiogram.utils.i18n import gettext as _

from bot.channels import albums, attribution
from bot.channels.carrier import Attached, Carrier, Post
from bot.channels.channel import Deliver, Ground
from bot.channels.errors import DeliveryError, Receipt
from bot.channels.plain_words import Choice, listed, plain_words
from bot.channels.recipients import recipient, release
from bot.channels.superseded import is_outdated, is_superseded
from bot.phrasing import content_kind
from bot.rules.channels import Origin
from bot.rules.kinds import Kind
from bot.rules.notices import NotDelivered, unpack
from bot.rules.visible import plain
from db.outbox import Parcel
from db.people.accounts import Known
from db.tickets import files, messages, tickets
from db.tickets.messages import Copy, Message

NO_FILES, NO_RECALL = "the channel does not carry this file", "the channel cannot take messages back"


def delivering(ground: Ground, carrier: Carrier) -> Deliver:
    """Build the step that delivers the first parcel of a lane."""

    async def deliver(lane: Sequence[Parcel]) -> Receipt:
        parcel = lane[0]
        if parcel.kind == Kind.RELEASE:
            receipt = await release(ground.database, ground.now, parcel)
            ground.wake()
            return receipt
        if parcel.kind not in DELIVERIES:
            raise DeliveryError(f"no {parcel.kind} by {carrier.name}", permanent=True)
        if is_superseded(parcel, lane) or await is_outdated(ground.database, parcel):
            return Receipt()
        async with ground.reading() as connection:
            known = await recipient(connection, parcel)
        with ground.languages.speaking(known.person.locale or ground.policy.default_locale):
            return await DELIVERIES[Kind(parcel.kind)](_Way(ground, carrier, known, lane))

    return deliver


@dataclass(frozen=True, slots=True)
class _Way:
    """The first parcel of a lane on its way from the desk to a person."""

    ground: Ground
    carrier: Carrier
    known: Known
    lane: Sequence[Parcel]

    @property
    def parcel(self) -> Parcel:
        """The parcel."""
        return self.lane[0]

    async def message(self) -> Message:
        """Return the message that the parcel is about."""
        assert self.parcel.message is not None
        async with self.ground.reading() as connection:
            return await messages.by_id(connection, self.parcel.message)

    async def known_as(self, message: int | None) -> Origin | None:
        """Return where the person sees a message, None if nowhere."""
        name, address = self.carrier.name, self.known.account.address
        async with self.ground.reading() as connection:
            known = await messages.known_as(connection, message, name, address)
        return None if known is None else Origin(name, address, known)

    async def seen(self, message: int) -> list[Origin]:
        """Return where the person sees a message that was brought to them: all it took, the newest first."""
        name, address = self.carrier.name, self.known.account.address
        async with self.ground.reading() as connection:
            found = await messages.copies_in(connection, message, name, address)
        return [Origin(name, address, each) for each in found]

    def lost(self, reason: str) -> NotDelivered:
        """Return what operators are told of a message that did not arrive as they sent it."""
        number, message = self.parcel.ticket, self.parcel.message
        assert number is not None
        return NotDelivered(number=number, message=message, act=self.parcel.kind, reason=reason)


async def _relay(way: _Way) -> Receipt:
    message = await way.message()
    if message.deleted_at is not None:
        return Receipt()
    if message.album is None or not way.carrier.capabilities.albums:
        return await _show(way, [message], *await _beside(way, message.reply_to))
    name, address = way.carrier.name, way.known.account.address
    gathered = await albums.gather(way.ground, message, name, address, way.lane, held_back=True)
    return await _show(way, gathered.parts, *await _beside(way, gathered.reply_to)) if gathered.parts else Receipt()


async def _beside(way: _Way, reply_to: int | None) -> tuple[int | None, str]:
    """Return what an answer stands beside; with several tickets open one that stands alone names its own."""
    body, number = way.parcel.body, way.parcel.ticket
    shown = reply_to or body.get("beside")
    if "beside" not in body or number is None or await way.known_as(shown) is not None:
        return shown, ""
    async with way.ground.reading() as connection:
        return shown, attribution.heading(await tickets.by_number(connection, number))


async def _edit(way: _Way) -> Receipt:
    """Put the new version in the place of the old one, or else send it below, in reply to the old one."""
    message = await way.message()
    seen, edit = await way.seen(message.id), way.carrier.capabilities.edit
    if not seen or message.deleted_at is not None or way.parcel.body.get("look"):
        return Receipt()  # how it looks is Telegram's matter
    carried, lost = await _files(way, [message])
    pages = _pages(_words([message], lost), way.carrier.capabilities.longest_text)
    if edit is None or len(seen) > 1 or len(pages) > 1:
        return await _show(way, [message], message.id, heading=_("Corrected message:"))
    await edit(seen[0], replace(_post(way, 0, pages[0]), files=carried))
    return Receipt(notice=way.lost(NO_FILES) if lost else None)


async def _erase(way: _Way) -> Receipt:
    assert way.parcel.message is not None
    seen, delete = await way.seen(way.parcel.message), way.carrier.capabilities.delete
    if delete is None:
        return Receipt(notice=way.lost(NO_RECALL) if seen else None)
    for at in seen:
        await delete(at)
    return Receipt()


async def _react(way: _Way) -> Receipt:
    react = way.carrier.capabilities.react
    at = await way.known_as(way.parcel.message) if react else None
    if react and at:
        await react(at, way.parcel.body["emoji"])
    return Receipt()


async def _notice(way: _Way) -> Receipt:
    html, choices = _worded(way)
    await _send(way, html, reply_to=await way.known_as(way.parcel.message), choices=choices)
    return Receipt()


def _worded(way: _Way) -> tuple[str, tuple[Choice, ...]]:
    """Return a notice in the channel's own words, or in those for all; without buttons the choices are listed."""
    notice, carrier = unpack(way.parcel.body), way.carrier
    own = carrier.word(notice, way.ground.policy)
    if own is not None:
        return own, ()
    text, choices = plain_words(notice, way.ground.policy)
    if carrier.capabilities.buttons:
        return escape(text, quote=False), choices
    return escape("\n".join(filter(None, [text, listed(choices)])), quote=False), ()


DELIVERIES: dict[Kind, Callable[[_Way], Awaitable[Receipt]]] = {
    Kind.RELAY: _relay,
    Kind.EDIT: _edit,
    Kind.ERASE: _erase,
    Kind.REACT: _react,
    Kind.NOTICE: _notice,
}


async def _show(way: _Way, shown: Sequence[Message], reply_to: int | None, heading: str = "") -> Receipt:
    carried, lost = await _files(way, shown)
    stands = await _send(way, _words(shown, lost, heading), carried, await way.known_as(reply_to))
    copies = [Copy(each.id, at) for at in reversed(stands) for each in shown]  # the newest is the first post
    return Receipt(copies, notice=way.lost(NO_FILES) if lost else None)


async def _files(way: _Way, shown: Sequence[Message]) -> tuple[tuple[Attached, ...], list[str]]:
    """Return the files of messages that the channel carries, and the names of those that it does not."""
    carried, lost = [], []
    for message in shown:
        if message.file is None:
            continue
        async with way.ground.reading() as connection:
            file = await files.by_id(connection, message.file)
        largest = way.carrier.capabilities.files
        if largest == 0 or (file.size or 0) > largest:
            lost.append(file.name or content_kind(message.kind))
        else:
            carried.append(Attached(file, await way.ground.files.read(file)))
    return tuple(carried), lost


def _words(shown: Sequence[Message], lost: Sequence[str], heading: str = "") -> str:
    """Return what messages say; a thing that is neither words nor a file is named."""
    said = [each.html or ("" if each.file else content_kind(each.kind)) for each in shown]
    missing = _("The file “{name}” cannot be shown here. Please tell us how to send it to you.")
    named = [missing.format(name=escape(name, quote=False)) for name in lost]
    return "\n".join(filter(None, [heading, attribution.line(shown[0]), *said, *named]))


async def _send(
    way: _Way,
    html: str,
    carried: tuple[Attached, ...] = (),
    reply_to: Origin | None = None,
    choices: tuple[Choice, ...] = (),
) -> list[Origin]:
    """Send words and files, in several posts where one does not hold them; returns where each stands."""
    first, *rest = (_post(way, n, page) for n, page in enumerate(_pages(html, way.carrier.capabilities.longest_text)))
    answered = reply_to.id if reply_to else None
    posts = [replace(first, files=carried, reply_to=answered, choices=choices), *rest]
    name, address = way.carrier.name, way.known.account.address
    return [Origin(name, address, await way.carrier.send(post)) for post in posts]


def _post(way: _Way, number: int, html: str) -> Post:
    return Post(way.known.account, way.parcel.ticket, f"{way.parcel.id}.{number}", html)


def _pages(html: str, longest: int | None) -> list[str]:
    """Return a text in parts of at most `longest` characters that people read; a cut one loses its formatting."""
    text = plain(html)
    if longest is None or len(text) <= longest:
        return [html]
    parts = wrap(text, longest, replace_whitespace=False, drop_whitespace=False)
    return [escape(part, quote=False) for part in parts]
