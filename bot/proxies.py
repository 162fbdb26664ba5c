"""The ways to Telegram as TELEGRAM_PROXY names them: proxies in order of preference, and `direct`."""

from dataclasses import dataclass, field
from urllib.parse import SplitResult, unquote, urlsplit

SOCKS, CONNECT, DIRECT = "socks5", "http", "direct"
SCHEMES = {"socks5": SOCKS, "socks5h": SOCKS, "http": CONNECT}
"""By what people write: names are always looked up by the proxy, which some programs call `socks5h`."""
LONGEST = 255
"""Bytes of a user or a password (RFC 1929)."""


@dataclass(frozen=True, slots=True)
class Proxy:
    """A way to Telegram: its text is the name that logs, metrics and people see, without user and password."""

    scheme: str
    host: str = ""
    port: int = 0
    user: str | None = field(default=None, repr=False)
    password: str | None = field(default=None, repr=False)

    def __str__(self) -> str:
        """Name it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}:{self.port}" if self.host else self.scheme

    @property
    def secrets(self) -> tuple[str, ...]:
        """What nobody must read of it."""
        return tuple(filter(None, (self.password, self.user)))


STRAIGHT = Proxy(DIRECT)


def parse(text: str) -> tuple[Proxy, ...]:
    """Return the routes that a comma-separated list names. Raises ValueError, which quotes none of it."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if not parts:
        raise ValueError("it names no route")
    found: list[Proxy] = []
    for number, part in enumerate(parts, 1):
        try:
            proxy = _proxy(part)
        except ValueError as error:
            raise ValueError(f"route {number}: {error}") from None
        if str(proxy) in map(str, found):
            raise ValueError(f"route {number}: it is named twice")
        found.append(proxy)
    return tuple(found)


def _proxy(text: str) -> Proxy:
    if text == DIRECT:
        return STRAIGHT
    scheme, separator, rest = text.partition("://")
    if not separator or scheme.lower() not in SCHEMES:
        raise ValueError("it is neither socks5://…, nor http://…, nor direct (in a password write %2C for a comma)")
    parts = _split(f"//{rest}")
    user, password = (None if each is None else unquote(each) for each in (parts.username, parts.password))
    proxy = Proxy(SCHEMES[scheme.lower()], parts.hostname or "", _port(parts), user or None, password)
    _check_login(proxy)
    return proxy


def _split(rest: str) -> SplitResult:
    try:
        parts = urlsplit(rest)
    except ValueError:  # its text quotes the address, which may hold a password
        raise ValueError("its brackets do not hold an IPv6 address") from None
    if parts.path not in ("", "/") or parts.query or parts.fragment:
        raise ValueError("something follows the port (in a password write %2F for /, %3F for ? and %23 for #)")
    host = parts.netloc.rpartition("@")[2]
    if host.count(":") > 1 and not host.startswith("["):
        raise ValueError("an IPv6 address stands in brackets: socks5://[2001:db8::1]:1080")
    if not parts.hostname or any(each.isspace() for each in parts.netloc):
        raise ValueError("its host is missing or wrong")
    return parts


def _port(parts: SplitResult) -> int:
    try:
        port = parts.port
    except ValueError:  # as above
        port = None
    if not port:
        raise ValueError("its port is missing or wrong")
    return port


def _check_login(proxy: Proxy) -> None:
    """Refuse what the protocols cannot carry: RFC 1929 wants both and neither longer than a byte can tell."""
    if proxy.user is None:
        if proxy.password is not None:
            raise ValueError("it has a password and no user")
        return
    if not proxy.password:
        raise ValueError("it has a user and no password")
    if not all(each.isascii() and each.isprintable() and len(each) <= LONGEST for each in proxy.secrets):
        raise ValueError(f"its user and its password are to be of at most {LONGEST} letters of ASCII each")
    if proxy.scheme == CONNECT and ":" in proxy.user:
        raise ValueError("its user holds a colon")
