"""A small SMTP server that keeps the letters sent to it."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session

from bot.sandbox.events import Events


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that came with a letter."""

    name: str
    mime: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter as it was sent; `date` is when it arrived, ISO 8601; `thread` the id of the first one it refers to."""

    sender: str
    to: str
    subject: str
    date: str
    text: str
    html: str
    thread: str = ""
    files: tuple[Attached, ...] = ()

    def view(self) -> dict[str, Any]:
        """The letter as the page shows it."""
        files = [{"name": each.name, "size": len(each.data)} for each in self.files]
        body = {"text": self.text, "html": self.html, "thread": self.thread, "files": files}
        return {"from": self.sender, "to": self.to, "subject": self.subject, "date": self.date} | body


class Mailbox:
    """Takes any letter for anybody; listens on `port` once opened."""

    def __init__(self, now: Callable[[], datetime], events: Events) -> None:
        self.letters: list[Letter] = []
        self.port = 0
        self._now = now
        self._events = events
        self._server: asyncio.Server | None = None

    async def open(self, host: str = "127.0.0.1", port: int = 0) -> None:
        """Start to listen; port 0 takes a free one."""
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(lambda: SMTP(self, enable_SMTPUTF8=True, loop=loop), host, port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def close(self) -> None:
        """Stop listening."""
        if self._server:
            self._server.close()
            await self._server.wait_closed()
            self._server = None

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Keep a letter (aiosmtpd calls this by name)."""
        raw = envelope.content
        parsed = message_from_bytes(raw if isinstance(raw, bytes) else str(raw).encode(), policy=default)
        assert isinstance(parsed, EmailMessage)
        self.letters.append(self._letter(parsed, envelope))
        self._events.add(mail=True)
        return "250 Message accepted for delivery"

    def _letter(self, parsed: EmailMessage, envelope: Envelope) -> Letter:
        return Letter(
            sender=_from(parsed) or str(envelope.mail_from),
            to=str(parsed.get("To", ", ".join(envelope.rcpt_tos))),
            subject=str(parsed.get("Subject", "")),
            date=self._now().isoformat(),
            text=body(parsed, "plain"),
            html=body(parsed, "html"),
            thread=str(parsed.get("References") or parsed.get("Message-ID") or "").partition(" ")[0],
            files=tuple(map(_attached, parsed.iter_attachments())),
        )


def _attached(part: EmailMessage) -> Attached:
    data = part.get_payload(decode=True)
    return Attached(part.get_filename() or "", part.get_content_type(), data if isinstance(data, bytes) else b"")


def _from(parsed: EmailMessage) -> str:
    """Return who a letter is from: the library's own reading puts a space where a long name was divided."""
    raw = next((value for name, value in parsed.raw_items() if name.lower() == "from"), "")
    return str(make_header(decode_header(raw)))


def body(parsed: EmailMessage, kind: str) -> str:
    """The letter's plain or html part; empty when it has none."""
    part = parsed.get_body((kind,))
    return str(part.get_content()) if part else ""
