"""A mail server on loopback that behaves as it is told: it refuses, greylists, demands a password, speaks TLS."""

import asyncio
import contextlib
import ssl
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

CERTIFICATE = Path(__file__).with_name("localhost.pem")
"""For localhost, signed by itself; it lasts a hundred years."""


@dataclass
class Server:
    """`answers` are what the next RCPT of an address is told, one after another; then it is let in."""

    answers: dict[str, list[str]] = field(default_factory=dict)
    letters: list[EmailMessage] = field(default_factory=list)
    logins: list[tuple[bytes, bytes]] = field(default_factory=list)
    encrypted: list[bool] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    on_data: str = "250 OK"
    port: int = 0

    async def handle_RCPT(  # noqa: N802 -- aiosmtpd calls it by name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """Refuse as told."""
        waiting = self.answers.get(address)
        if waiting:
            return waiting.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Keep the letter."""
        assert isinstance(envelope.content, bytes)
        self.names.append(session.host_name or "")
        letter = message_from_bytes(envelope.content, policy=default)
        assert isinstance(letter, EmailMessage)
        self.letters.append(letter)
        self.encrypted.append(session.ssl is not None)
        return self.on_data

    def authenticate(self, _server: SMTP, _session: Session, _envelope: Envelope, _how: str, given) -> AuthResult:
        """Take one password."""
        self.logins.append((given.login, given.password))
        return AuthResult(success=given.password == b"s3cret", handled=False)


def tls() -> ssl.SSLContext:
    """The server's side."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    return context


def trusting() -> ssl.SSLContext:
    """The side of a client that knows the certificate."""
    return ssl.create_default_context(cafile=str(CERTIFICATE))


@contextlib.asynccontextmanager
async def serving(*, starttls: bool = False, implicit: bool = False, password: bool = False) -> AsyncIterator[Server]:
    """Run a server."""
    server = Server()
    loop = asyncio.get_running_loop()

    def protocol() -> SMTP:
        return SMTP(
            server,
            hostname="localhost",
            tls_context=tls() if starttls else None,
            auth_require_tls=starttls,
            authenticator=server.authenticate if password else None,
            loop=loop,
        )

    listening = await loop.create_server(protocol, "127.0.0.1", 0, ssl=tls() if implicit else None)
    server.port = listening.sockets[0].getsockname()[1]
    async with listening:
        yield server


@contextlib.asynccontextmanager
async def silent() -> AsyncIterator[int]:
    """Run a server that takes calls and says nothing; yields its port."""
    done = asyncio.Event()

    async def wait(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await done.wait()
        writer.close()

    async with await asyncio.start_server(wait, "127.0.0.1", 0) as server:
        yield server.sockets[0].getsockname()[1]
        done.set()
