"""What the desk is told from outside: the environment and `.env`. A wrong value stops the start with one line."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo

from pydantic import EmailStr, Field, SecretStr, ValidationError, field_validator
from pydantic_core import ErrorDetails
from pydantic_core.core_schema import ValidationInfo
from pydantic_settings import (
    BaseSettings,
    DotEnvSettingsSource,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from bot.money_settings import MoneySettings
from bot.privacy_settings import PrivacySettings
from bot.setting_types import (
    Database,
    Helo,
    Hosts,
    Hours,
    Ids,
    Mails,
    Passphrase,
    Routes,
    Smtp,
    Token,
    Web,
    Webhook,
)


class SettingsError(Exception):
    """A setting is wrong; its text is one line that names the setting, the fault and what is expected."""

    def __init__(self, line: str, field: str = "") -> None:
        """Keep the field of the setting as well; without one the file of settings is meant."""
        super().__init__(line)
        self.field = field


@dataclass(frozen=True, slots=True)
class Survey:
    """The settings with every wrong one left out, so that it has its default; `faults` are lines by field.

    What was left out because it does not go together with another is among them. `unknown` are names in the file that
    mean nothing.
    """

    settings: "Settings"
    faults: Mapping[str, str]
    unknown: tuple[str, ...]


class DeskSettings(BaseSettings):
    """All but those about personal data; `description`, `examples` feed the error line, `.env.example`, the README."""

    model_config = SettingsConfigDict(frozen=True, extra="ignore")

    bot_token: Token | None = Field(
        None,
        description="token from @BotFather; absent: the sandbox",
        examples=["123456:ABC-DEF"],
    )
    telegram_api_url: Web | None = Field(
        None, description="another Bot API server instead of Telegram's own", examples=["http://127.0.0.1:8081"]
    )
    telegram_proxy: Routes | None = Field(
        None,
        description="ways to Telegram in order of preference: socks5://, http:// (CONNECT), direct; absent: direct",
        examples=["socks5://user:password@proxy.example.org:1080,direct"],
    )
    outage_mail_minutes: int = Field(
        15, gt=0, le=1440, description="minutes without Telegram until that is told by e-mail", examples=["15"]
    )
    supervisor_emails: Mails = Field(
        frozenset(),
        description="e-mail addresses told of such an outage, comma separated; absent: SUPPORT_EMAIL",
        examples=["dina@example.org"],
    )
    operator_chat_id: int | None = Field(
        None, lt=0, description="the first operator group; more are bound from chat", examples=["-1001234567890"]
    )
    supervisor_ids: Ids = Field(
        frozenset(), description="Telegram user ids of the supervisors, comma separated", examples=["301,302"]
    )
    database_url: Database = Field(
        SecretStr("sqlite+aiosqlite:///var/desk.db"),
        description="SQLite, or PostgreSQL to grow",
        examples=["postgresql+asyncpg://desk@db/desk"],
    )
    files_dir: Path = Field(
        Path("var/files"),
        description="folder for files that Telegram does not keep for the desk",
        examples=["/var/lib/desk/files"],
    )
    backup_dir: Path | None = Field(
        None, description="folder for a backup each day; absent: none is made by itself", examples=["/mnt/backup/desk"]
    )
    backup_keep: int = Field(7, gt=0, le=3650, description="backups that stay in BACKUP_DIR", examples=["7"])
    webhook_url: Webhook | None = Field(
        None,
        description="public address: updates come by webhook instead of polling",
        examples=["https://desk.example.org"],
    )
    webhook_secret: Passphrase | None = Field(
        None,
        validate_default=True,
        description="what Telegram must show with each webhook call",
        examples=["1 to 256 letters, digits, _ or -"],
    )
    http_host: str = Field(
        "127.0.0.1",
        min_length=1,
        description="address for health, metrics, webhook and the sandbox page",
        examples=["0.0.0.0"],  # noqa: S104
    )
    http_port: int = Field(
        8080, ge=0, le=65535, description="port of HTTP_HOST; 0 takes any free one", examples=["8080"]
    )
    smtp_url: Smtp | None = Field(
        None, description="mail server; absent: no e-mail is sent", examples=["smtps://user:pass@mail.example.org:465"]
    )
    smtp_helo: Helo | None = Field(
        None, description="name told to the mail server; absent: the host's name", examples=["desk.example.org"]
    )
    mail_from: EmailStr | None = Field(
        None, description="sender of e-mail; absent: SUPPORT_EMAIL", examples=["support@example.org"]
    )
    timezone: ZoneInfo = Field(
        ZoneInfo("Europe/Moscow"),
        description="zone of the working hours and of every time shown",
        examples=["Asia/Omsk"],
    )
    work_hours: Hours = Field(
        (time(9, 30), time(18, 30)), description="from when until when the desk works", examples=["09:30-18:30"]
    )
    sla_hours: int = Field(16, gt=0, le=2000, description="working hours to solve a ticket in", examples=["16"])
    unanswered_remind_hours: int = Field(
        2, gt=0, le=2000, description="working hours until a topic is reminded of an unanswered message", examples=["2"]
    )
    unanswered_escalate_hours: int = Field(
        4,
        gt=0,
        le=2000,
        validate_default=True,
        description="working hours until supervisors are told of an unanswered message",
        examples=["4"],
    )
    default_locale: Literal["ru", "en"] = Field(
        "ru", description="language of those who have not chosen one", examples=["ru or en"]
    )
    reopen_days: int = Field(
        14, ge=0, le=3650, description="days a closed ticket can be opened again; later a linked one", examples=["14"]
    )
    requests_per_hour: int = Field(
        20, gt=0, le=10_000, description="requests that one person may open within an hour", examples=["20"]
    )
    verify_login: bool | None = Field(
        None,
        description="ask requesters for a code sent to their login; absent: on when SMTP_URL is set",
        examples=["on or off"],
    )
    extended_needs_proof: bool | None = Field(
        None,
        description="serve the “Extended” tariff only to those who proved their login; absent: as VERIFY_LOGIN",
        examples=["on or off"],
    )
    silence_reminders: bool = Field(
        True, description="remind requesters who do not confirm that a ticket is solved", examples=["on or off"]
    )
    silence_closes: int | None = Field(
        None,
        gt=0,
        le=250,
        description="working days after the third reminder on which silence closes a ticket; absent: never",
        examples=["10"],
    )
    pause_while_waiting: bool = Field(
        False,
        description="stop the hours to a deadline while the requester is asked for data (3.7, 4.3)",
        examples=["on or off"],
    )
    # A duplicate is known by the row of the first: Telegram may repeat an update for a day.
    keep_done_days: int = Field(
        7, ge=2, le=3650, description="days that worked-through inputs and deliveries are kept", examples=["7"]
    )
    delivered_reaction: Literal["👌", "👍", "👀", "🫡", "✍", "🕊", "⚡", "💯"] | None = Field(
        None, description="reaction under an operator's message that was delivered; absent: none", examples=["👌"]
    )
    received_reaction: Literal["off", "👌", "👍", "👀", "🫡", "✍", "🕊", "⚡", "💯"] = Field(
        "✍", description="reaction under a requester's message that was taken in; off: none", examples=["✍ or off"]
    )
    check_slang: bool = Field(
        True,
        description="hold messages of operators with slang until somebody decides (3.5)",
        examples=["on or off"],
    )
    check_links: bool = Field(
        True,
        description="hold instructions of operators that have no link to the guide (3.6)",
        examples=["on or off"],
    )
    guide_hosts: Hosts = Field(
        frozenset({"tbshelp.ru"}),
        description="hosts of the guide, besides those of imported articles: a link there is one to the guide (3.6)",
        examples=["tbshelp.ru,help.example.ru"],
    )
    log_format: Literal["text", "json"] = Field(
        "text", description="log lines for people or for machines", examples=["text or json"]
    )
    support_phone: str = Field(
        "+7 (495) 248-06-46 доб. 1",
        min_length=1,
        description="phone of the desk, shown as it is written",
        examples=["+7 (495) 248-06-46 доб. 1"],
    )
    support_email: EmailStr = Field(
        "support@tbshelp.ru", description="e-mail of the desk", examples=["support@tbshelp.ru"]
    )
    support_site: Web = Field("http://tbshelp.ru", description="web site of the desk", examples=["http://tbshelp.ru"])

    @field_validator("webhook_secret")
    @classmethod
    def _guards_the_webhook(cls, secret: Passphrase | None, info: ValidationInfo) -> Passphrase | None:
        if secret is None and info.data.get("webhook_url"):
            raise ValueError("WEBHOOK_URL is set without it")
        return secret

    @field_validator("verify_login")
    @classmethod
    def _can_send_codes(cls, asked: bool | None, info: ValidationInfo) -> bool | None:
        if asked and "smtp_url" in info.data and info.data["smtp_url"] is None:
            raise ValueError("SMTP_URL is not set: no code could be sent")
        return asked

    @field_validator("extended_needs_proof")
    @classmethod
    def _can_be_proven(cls, needed: bool | None, info: ValidationInfo) -> bool | None:
        asked = info.data.get("verify_login")
        if needed and not (info.data.get("smtp_url") is not None if asked is None else asked):
            raise ValueError("VERIFY_LOGIN is off: nobody could prove a login")
        return needed

    @field_validator("silence_closes")
    @classmethod
    def _warns_before_it_closes(cls, days: int | None, info: ValidationInfo) -> int | None:
        if days is not None and not info.data.get("silence_reminders"):
            raise ValueError("SILENCE_REMINDERS is off: nothing closes unannounced")
        return days

    @field_validator("unanswered_escalate_hours")
    @classmethod
    def _follows_the_reminder(cls, hours: int, info: ValidationInfo) -> int:
        remind = info.data.get("unanswered_remind_hours")
        if remind is not None and hours <= remind:
            raise ValueError("it is not more than UNANSWERED_REMIND_HOURS")
        return hours

    @classmethod
    def settings_customise_sources(cls, *_: Any, **sources: Any) -> tuple[PydanticBaseSettingsSource, ...]:
        """`load` reads; nothing looks at the process's environment behind its back."""
        return (sources["init_settings"],)


class Settings(PrivacySettings, MoneySettings, DeskSettings):
    """Every setting of the desk."""


def load(environ: Mapping[str, str], env_file: Path | None = None) -> Settings:
    """Settings from `environ`, then `env_file`, then the defaults; raises SettingsError."""
    return _settings(_given(_from_file(env_file)) | _given(_lower(environ)))


def survey(environ: Mapping[str, str], env_file: Path | None = None) -> Survey:
    """Read as `load` does, but past every fault."""
    faults: dict[str, str] = {}
    try:
        in_file = _from_file(env_file)
    except SettingsError as error:
        in_file, faults[""] = {}, str(error)
    given = _readable(in_file, faults) | _readable(_lower(environ), faults)
    while True:
        try:
            settings = _settings(given)
        except SettingsError as error:
            for field in {error.field, culprit := _culprit(given, error.field)}:
                faults.setdefault(field, str(error))
            given = {name: value for name, value in given.items() if name != culprit}
        else:
            return Survey(settings, faults, tuple(sorted(name.upper() for name in in_file if not _is_known(name))))


def _readable(values: Mapping[str, str | None], faults: dict[str, str]) -> dict[str, str]:
    """The values of one origin without the secrets whose files cannot be read."""
    while True:
        try:
            return _given(values)
        except SettingsError as error:
            faults[error.field] = str(error)
            values = {name: value for name, value in values.items() if name.removesuffix("_file") != error.field}


def _culprit(given: Mapping[str, str], field: str) -> str:
    """Return what to leave out for a field to be right: itself, or what its rule compares it with."""
    for name in (field, *given):
        if name in given and not _is_wrong({key: value for key, value in given.items() if key != name}, field):
            return name
    assert field in given, f"the default of {field} is wrong"
    return field  # and another besides, which is found next


def _is_wrong(given: Mapping[str, str], field: str) -> bool:
    try:
        _settings(given)
    except SettingsError as error:
        return error.field == field
    return False


def _is_known(name: str) -> bool:
    return name in Settings.model_fields or (
        name.endswith("_file") and (field := name.removesuffix("_file")) in Settings.model_fields and is_secret(field)
    )


def _lower(environ: Mapping[str, str]) -> dict[str, str]:
    return {name.lower(): value for name, value in environ.items()}


def _settings(given: Mapping[str, str]) -> Settings:
    source = EnvSettingsSource(Settings, env_ignore_empty=True)
    source.env_vars = given
    try:
        return Settings(**source())
    except ValidationError as error:
        raise _wrong(error.errors()[0]) from None


def is_secret(field: str) -> bool:
    """Whether `<NAME>_FILE` may stand for the setting."""
    return "SecretStr" in str(Settings.model_fields[field].annotation)


def _from_file(env_file: Path | None) -> Mapping[str, str | None]:
    if env_file is None:
        return {}
    try:
        return DotEnvSettingsSource(Settings, env_file=env_file, env_file_encoding="utf-8").env_vars
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{env_file} cannot be read: {error}") from None


def _given(values: Mapping[str, str | None]) -> dict[str, str]:
    """The values of one origin that are set, X read from the file that X_FILE names."""
    given = {name: value for name, value in values.items() if value}
    for name in filter(is_secret, Settings.model_fields):
        path = given.get(f"{name}_file")
        if path is None:
            continue
        if name in given:
            raise SettingsError(f"{name.upper()}_FILE: {name.upper()} is set as well. Expected: one of the two", name)
        given[name] = _held(name, Path(path))
    return given


def _held(name: str, path: Path) -> str:
    try:
        secret = path.read_text("utf-8").strip()
        fault = None if secret else "it is empty"
    except OSError as error:
        fault = error.strerror
    except UnicodeDecodeError:
        fault = "it is not text"
    if fault:
        raise SettingsError(f"{name.upper()}_FILE: {path}: {fault}. Expected: a file that holds the secret", name)
    return secret


def _wrong(error: ErrorDetails) -> SettingsError:
    """The value itself is left out: it may be a secret."""
    name = str(error["loc"][0])
    fault = " ".join(error["msg"].removeprefix("Value error, ").split()).rstrip(".")
    field = Settings.model_fields[name]
    expected = f"{field.description}; for example {(field.examples or [])[0]}"
    return SettingsError(f"{name.upper()}: {fault}. Expected: {expected}", name)
