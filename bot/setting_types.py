"""How the values of settings are read from text; a wrong one raises ValueError that does not quote a secret."""

import re
from collections.abc import Callable
from datetime import time
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, EmailStr, Field, SecretStr
from pydantic_settings import NoDecode
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from bot import proxies

DRIVERS = ("sqlite+aiosqlite", "postgresql+asyncpg")


def _ids(value: object) -> object:
    return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value


def _hosts(names: frozenset[str]) -> frozenset[str]:
    found = frozenset(name.lower().strip(".") for name in names)
    if not all(re.fullmatch(r"[a-z0-9а-яё-]+(\.[a-z0-9а-яё-]+)+", name) for name in found):
        raise ValueError("a host is like tbshelp.ru, without https:// and paths")
    return found


def _hours(value: object) -> object:
    if not isinstance(value, str):
        return value
    found = re.fullmatch(r"([0-9]{1,2}:[0-9]{2})\s*[-–—]\s*([0-9]{1,2}:[0-9]{2})", value.strip())
    if found is None:
        raise ValueError("it is not two times with a dash between")
    return tuple(time.fromisoformat(part.zfill(5)) for part in found.groups())


def _day(hours: tuple[time, time]) -> tuple[time, time]:
    if hours[0] >= hours[1]:
        raise ValueError("its end is not after the beginning")
    return hours


def _like(pattern: str, fault: str) -> Callable[[str], str]:
    def check(text: str) -> str:
        if not re.match(pattern, text):
            raise ValueError(fault)
        return text

    return check


def _secretly(check: Callable[[str], str]) -> Callable[[SecretStr], SecretStr]:
    return lambda secret: SecretStr(check(secret.get_secret_value()))


def _addressed(url: str) -> str:
    try:
        parts = urlsplit(url)
        found = parts.hostname and parts.port != 0
    except ValueError:  # its text quotes the address, which may hold a password
        found = False
    if not found:
        raise ValueError("its host or port is missing or wrong")
    return url.rstrip("/")


def _database(url: str) -> str:
    try:
        driver = make_url(url).drivername
    except (ArgumentError, ValueError):  # as above
        raise ValueError("it is not a database address") from None
    if driver not in DRIVERS:
        raise ValueError(f"its driver is none of {', '.join(DRIVERS)}")
    return url


def _routes(text: str) -> str:
    proxies.parse(text)
    return text


def _text_file(path: Path) -> Path:
    try:
        text = path.read_text("utf-8-sig")
    except OSError as error:
        raise ValueError(f"{path}: {error.strerror}") from None
    except UnicodeDecodeError:
        raise ValueError(f"{path}: it is not UTF-8 text") from None
    if not text.strip():
        raise ValueError(f"{path}: it is empty")
    return path


def _secret(pattern: str, fault: str) -> AfterValidator:
    return AfterValidator(_secretly(_like(pattern, fault)))


Token = Annotated[SecretStr, _secret(r"[0-9]+:[A-Za-z0-9_-]+\Z", "it is not a number, a colon and letters")]
Passphrase = Annotated[SecretStr, _secret(r"[A-Za-z0-9_-]{1,256}\Z", "Telegram takes no such secret")]
Key = Annotated[SecretStr, _secret(r"[!-~]{1,256}\Z", "it has spaces or letters that no key has")]
Shop = Annotated[str, AfterValidator(_like(r"[0-9]{1,20}\Z", "it is not a number"))]
Database = Annotated[SecretStr, AfterValidator(_secretly(_database))]
Smtp = Annotated[
    SecretStr, _secret("smtps?://", "it is not an smtp:// or smtps:// address"), AfterValidator(_secretly(_addressed))
]
Routes = Annotated[SecretStr, AfterValidator(_secretly(_routes))]
Helo = Annotated[str, AfterValidator(_like(r"[A-Za-z0-9.:\[\]-]{1,255}\Z", "it is not the name of a host"))]
Web = Annotated[str, AfterValidator(_like("https?://", "it is not an http address")), AfterValidator(_addressed)]
Webhook = Annotated[str, AfterValidator(_like("https://", "it is not an https address")), AfterValidator(_addressed)]
Ids = Annotated[frozenset[Annotated[int, Field(gt=0)]], NoDecode, BeforeValidator(_ids)]
Hosts = Annotated[frozenset[str], NoDecode, BeforeValidator(_ids), AfterValidator(_hosts)]
Mails = Annotated[frozenset[EmailStr], NoDecode, BeforeValidator(_ids)]
Hours = Annotated[tuple[time, time], NoDecode, BeforeValidator(_hours), AfterValidator(_day)]
TextFile = Annotated[Path, AfterValidator(_text_file)]
