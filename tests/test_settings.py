"""A wrong setting stops the start with one line that names it."""

from datetime import time
from pathlib import Path

import pytest

from bot.in_service import check_sandbox
from bot.policy import policy_of
from bot.settings import Settings, SettingsError, is_secret, load, survey

WRONG = [
    ("BOT_TOKEN", "token"),
    ("BOT_TOKEN", "1:a b"),
    ("TELEGRAM_API_URL", "127.0.0.1:8081"),
    ("TELEGRAM_API_URL", "http://host:port"),
    ("TELEGRAM_API_URL", "http://"),
    ("TELEGRAM_PROXY", "socks5://desk:hunter2@proxy"),
    ("TELEGRAM_PROXY", "direct,desk:hunter2@proxy:1080"),
    ("OUTAGE_MAIL_MINUTES", "0"),
    ("SUPERVISOR_EMAILS", "dina@example.org,dina"),
    ("OPERATOR_CHAT_ID", "@desk"),
    ("OPERATOR_CHAT_ID", "101"),
    ("SUPERVISOR_IDS", "301;302"),
    ("SUPERVISOR_IDS", "301,-5"),
    ("DATABASE_URL", "mysql://root@db/desk"),
    ("DATABASE_URL", "sqlite:///desk.db"),
    ("DATABASE_URL", "var/desk.db"),
    ("DATABASE_URL", "postgresql+asyncpg://desk:hunter2@db:port/desk"),
    ("BACKUP_KEEP", "0"),
    ("WEBHOOK_URL", "http://desk.example.org"),
    ("WEBHOOK_SECRET", "two words"),
    ("WEBHOOK_SECRET", "x" * 257),
    ("HTTP_PORT", "eighty"),
    ("HTTP_PORT", "65536"),
    ("SMTP_URL", "mail.example.org"),
    ("SMTP_URL", "smtp://user:hunter2"),
    ("SMTP_HELO", "a desk"),
    ("MAIL_FROM", "support"),
    ("TIMEZONE", "Moscow"),
    ("TIMEZONE", "../../etc/passwd"),
    ("WORK_HOURS", "9-18"),
    ("WORK_HOURS", "09:30"),
    ("WORK_HOURS", "18:30-09:30"),
    ("WORK_HOURS", "09:30-09:30"),
    ("WORK_HOURS", "09:60-18:00"),
    ("WORK_HOURS", "09:30-18:30-19:00"),
    ("WORK_HOURS", "٠٩:٣٠-١٨:٣٠"),
    ("WORK_HOURS", "09:30-24:30"),
    ("WORK_HOURS", "09:30+03:00-18:30"),
    ("SLA_HOURS", "0"),
    ("SLA_HOURS", "16.5"),
    ("UNANSWERED_REMIND_HOURS", "0"),
    ("UNANSWERED_ESCALATE_HOURS", "2"),
    ("DEFAULT_LOCALE", "de"),
    ("REOPEN_DAYS", "-1"),
    ("REQUESTS_PER_HOUR", "0"),
    ("KEEP_DONE_DAYS", "1"),
    ("COLLEAGUES_SEE", "коллеги"),
    ("TELEGRAM_SENSITIVE", "иногда"),
    ("INVOICE_DAYS", "0"),
    ("RETENTION_TICKETS_DAYS", "-1"),
    ("RETENTION_DRAFTS_DAYS", "месяц"),
    ("RETENTION_UNPROVEN_DAYS", "40000"),
    ("SILENCE_REMINDERS", "often"),
    ("PAUSE_WHILE_WAITING", "sometimes"),
    ("SILENCE_CLOSES", "0"),
    ("DELIVERED_REACTION", "да"),
    ("RECEIVED_REACTION", "нет"),
    ("CONSENT_MODE", "да"),
    ("CONSENT_FILE", "/nowhere/consent.txt"),
    ("VERIFY_LOGIN", "может быть"),
    ("EXTENDED_NEEDS_PROOF", "maybe"),
    ("CHECK_SLANG", "иногда"),
    ("CHECK_LINKS", "2"),
    ("GUIDE_HOSTS", "https://tbshelp.ru/help"),
    ("LOG_FORMAT", "xml"),
    ("SUPPORT_EMAIL", "support@"),
    ("SUPPORT_SITE", "tbshelp.ru"),
]


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_a_wrong_value_is_one_line_that_names_the_setting_and_what_is_expected(name: str, value: str):
    with pytest.raises(SettingsError) as refusal:
        load({name: value})
    line = str(refusal.value)
    assert line.startswith(f"{name}: ")
    assert "Expected: " in line
    assert "\n" not in line
    assert "hunter2" not in line


def test_every_setting_that_can_be_wrong_is_in_the_table():
    free_text = {"FILES_DIR", "BACKUP_DIR", "HTTP_HOST", "SUPPORT_PHONE"}
    assert {name.upper() for name in Settings.model_fields} - free_text == {name for name, _ in WRONG}


def test_without_settings_the_desk_is_the_sandbox_by_the_regulation():
    settings = load({})
    assert settings.bot_token is None
    assert settings.timezone.key == "Europe/Moscow"
    assert settings.work_hours == (time(9, 30), time(18, 30))
    assert (settings.sla_hours, settings.default_locale, settings.reopen_days) == (16, "ru", 14)


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"DATABASE_URL": "postgresql+asyncpg://desk@db/desk"}, "DATABASE_URL"),
        ({"OPERATOR_CHAT_ID": "-1001"}, "OPERATOR_CHAT_ID"),
        ({"WEBHOOK_URL": "https://desk.example.org", "WEBHOOK_SECRET": "s"}, "WEBHOOK_URL"),
        ({"HTTP_HOST": "0.0.0.0"}, "HTTP_HOST"),
        ({"HTTP_HOST": "desk.example.org"}, "HTTP_HOST"),
        ({"BOT_TOKEN": "", "BOT_TOKE": "42:abc", "OPERATOR_CHAT_ID": "-1001"}, "OPERATOR_CHAT_ID"),
    ],
)
def test_a_token_that_is_missing_in_service_opens_no_sandbox(given: dict[str, str], named: str):
    with pytest.raises(SettingsError, match=rf"^BOT_TOKEN: it is missing, and {named} says"):
        check_sandbox(load(given))


@pytest.mark.parametrize(
    "given", [{}, {"HTTP_PORT": "0"}, {"HTTP_HOST": "localhost"}, {"HTTP_HOST": "::1"}, {"SUPERVISOR_IDS": "301"}]
)
def test_the_sandbox_needs_no_token(given: dict[str, str]):
    check_sandbox(load(given))


def test_values_are_parsed():
    settings = load({"SUPERVISOR_IDS": "301, 302,", "OPERATOR_CHAT_ID": "-1001", "WORK_HOURS": "8:00 - 17:15"})
    assert settings.supervisor_ids == {301, 302}
    assert settings.operator_chat_id == -1001
    assert settings.work_hours == (time(8), time(17, 15))
    assert load({"WORK_HOURS": " 9:30 – 18:30 "}).work_hours == (time(9, 30), time(18, 30))


def test_a_token_does_not_need_an_operator_group():
    assert load({"BOT_TOKEN": "42:abc"}).operator_chat_id is None


def test_a_webhook_needs_its_secret():
    with pytest.raises(SettingsError, match=r"^WEBHOOK_SECRET: WEBHOOK_URL is set without it"):
        load({"WEBHOOK_URL": "https://desk.example.org"})
    assert load({"WEBHOOK_URL": "https://desk.example.org/", "WEBHOOK_SECRET": "s"}).webhook_url == (
        "https://desk.example.org"
    )


def test_silence_closes_nothing_without_reminders():
    with pytest.raises(SettingsError, match=r"^SILENCE_CLOSES: SILENCE_REMINDERS is off"):
        load({"SILENCE_REMINDERS": "no", "SILENCE_CLOSES": "5"})
    assert load({"SILENCE_CLOSES": "5"}).silence_closes == 5
    assert load({}).silence_closes is None


@pytest.mark.parametrize(
    ("given", "verified", "needed"),
    [
        ({}, False, False),
        ({"SMTP_URL": "smtp://mail:25"}, True, True),
        ({"SMTP_URL": "smtp://mail:25", "VERIFY_LOGIN": "off"}, False, False),
        ({"SMTP_URL": "smtp://mail:25", "EXTENDED_NEEDS_PROOF": "off"}, True, False),
        ({"SMTP_URL": "smtp://mail:25", "VERIFY_LOGIN": "on", "EXTENDED_NEEDS_PROOF": "on"}, True, True),
    ],
)
def test_logins_are_verified_where_letters_can_be_sent(given: dict[str, str], verified: bool, needed: bool):
    policy = policy_of(load(given))
    assert (policy.verify_login, policy.extended_needs_proof) == (verified, needed)


def test_nothing_is_proven_without_a_mail_server():
    with pytest.raises(SettingsError, match=r"^VERIFY_LOGIN: SMTP_URL is not set"):
        load({"VERIFY_LOGIN": "on"})
    with pytest.raises(SettingsError, match=r"^EXTENDED_NEEDS_PROOF: VERIFY_LOGIN is off"):
        load({"SMTP_URL": "smtp://mail:25", "VERIFY_LOGIN": "off", "EXTENDED_NEEDS_PROOF": "on"})


def test_a_closing_slash_of_an_address_is_dropped():
    assert load({"TELEGRAM_API_URL": "http://127.0.0.1:8081/"}).telegram_api_url == "http://127.0.0.1:8081"


def test_an_empty_value_is_no_value(tmp_path: Path):
    (tmp_path / ".env").write_text("BOT_TOKEN=\nHTTP_PORT=9000\n")
    settings = load({"HTTP_PORT": ""}, tmp_path / ".env")
    assert (settings.bot_token, settings.http_port) == (None, 9000)


def test_the_environment_wins_over_the_file(tmp_path: Path):
    (tmp_path / ".env").write_text("HTTP_PORT=9000\nSLA_HOURS=8\nPATH_OF_SOMEBODY_ELSE=x\n")
    settings = load({"HTTP_PORT": "9001", "LANG": "C"}, tmp_path / ".env")
    assert (settings.http_port, settings.sla_hours) == (9001, 8)


def test_a_missing_file_is_no_settings(tmp_path: Path):
    assert load({}, tmp_path / ".env") == load({})


def test_a_file_that_is_no_text_is_refused(tmp_path: Path):
    (tmp_path / ".env").write_bytes(b"BOT_TOKEN=\xff\xfe")
    with pytest.raises(SettingsError, match=r"\.env cannot be read"):
        load({}, tmp_path / ".env")


def test_nothing_reads_the_environment_behind_the_callers_back(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("HTTP_PORT", "1")
    assert load({}).http_port == 8080
    assert Settings(sla_hours=8).http_port == 8080


def test_every_secret_can_be_held_by_a_file(tmp_path: Path):
    held = {
        "BOT_TOKEN": "42:abc",
        "DATABASE_URL": "postgresql+asyncpg://db/desk",
        "WEBHOOK_SECRET": "s3cret",
        "SMTP_URL": "smtp://mail:25",
        "TELEGRAM_PROXY": "socks5://desk:p@ss%25@proxy:1080, direct",
    }
    assert {name.upper() for name in Settings.model_fields if is_secret(name)} == set(held)
    for name, value in held.items():
        (tmp_path / name).write_text(f"{value}\n")
    assert load({f"{name}_FILE": str(tmp_path / name) for name in held}) == load(held)


def test_a_secret_file_is_wrong_with_one_line_too(tmp_path: Path):
    with pytest.raises(SettingsError, match=r"^BOT_TOKEN_FILE: .*No such file or directory\. Expected: "):
        load({"BOT_TOKEN_FILE": str(tmp_path / "absent")})
    (tmp_path / "token").touch()
    with pytest.raises(SettingsError, match=r"^BOT_TOKEN_FILE: .*it is empty\. Expected: "):
        load({"BOT_TOKEN_FILE": str(tmp_path / "token")})
    (tmp_path / "token").write_bytes(b"\xff")
    with pytest.raises(SettingsError, match=r"^BOT_TOKEN_FILE: .*it is not text\. Expected: "):
        load({"BOT_TOKEN_FILE": str(tmp_path / "token")})


def test_a_secret_given_twice_is_refused(tmp_path: Path):
    with pytest.raises(SettingsError, match=r"^BOT_TOKEN_FILE: BOT_TOKEN is set as well"):
        load({"BOT_TOKEN": "42:abc", "BOT_TOKEN_FILE": str(tmp_path / "token")})


def test_a_secret_of_the_environment_wins_over_the_file_named_in_dotenv(tmp_path: Path):
    (tmp_path / "token").write_text("1:old")
    (tmp_path / ".env").write_text(f"BOT_TOKEN_FILE={tmp_path / 'token'}\n")
    token = load({"BOT_TOKEN": "2:new"}, tmp_path / ".env").bot_token
    assert token is not None
    assert token.get_secret_value() == "2:new"


def test_secrets_do_not_show():
    shown = repr(
        load(
            {
                "BOT_TOKEN": "42:hunter2",
                "SMTP_URL": "smtp://desk:hunter2@mail",
                "TELEGRAM_PROXY": "http://desk:hunter2@proxy:3128",
            }
        )
    )
    assert "hunter2" not in shown


def test_settings_do_not_change():
    with pytest.raises(ValueError, match="frozen"):
        load({}).http_port = 1


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_a_survey_goes_past_a_wrong_value_and_says_what_the_start_would(name: str, value: str):
    found = survey({name: value, "SLA_HOURS": "8"} if name != "SLA_HOURS" else {name: value, "REOPEN_DAYS": "7"})
    with pytest.raises(SettingsError) as refused:
        load({name: value})
    assert found.faults == {name.lower(): str(refused.value)}
    assert getattr(found.settings, name.lower()) == Settings.model_fields[name.lower()].default
    assert (found.settings.sla_hours, found.settings.reopen_days) in ((8, 14), (16, 7))


def test_a_survey_names_every_fault_and_keeps_what_is_right():
    found = survey({"SLA_HOURS": "soon", "BOT_TOKEN": "x", "HTTP_PORT": "9000", "DEFAULT_LOCALE": "de"})
    assert found.faults.keys() == {"sla_hours", "bot_token", "default_locale"}
    assert found.settings == load({"HTTP_PORT": "9000"})


@pytest.mark.parametrize(
    ("given", "left_out"),
    [
        ({"WEBHOOK_URL": "https://desk.example.org"}, {"webhook_url", "webhook_secret"}),
        ({"UNANSWERED_REMIND_HOURS": "9"}, {"unanswered_remind_hours", "unanswered_escalate_hours"}),
        ({"SILENCE_REMINDERS": "off", "SILENCE_CLOSES": "5"}, {"silence_closes"}),
        ({"VERIFY_LOGIN": "on"}, {"verify_login"}),
        ({"VERIFY_LOGIN": "off", "EXTENDED_NEEDS_PROOF": "on"}, {"extended_needs_proof"}),
        ({"UNANSWERED_REMIND_HOURS": "9", "UNANSWERED_ESCALATE_HOURS": "1"}, None),
    ],
)
def test_a_survey_leaves_out_what_does_not_go_together(given: dict[str, str], left_out: set[str] | None):
    found = survey(given | {"HTTP_PORT": "9000"})
    assert found.settings.http_port == 9000
    assert found.faults
    if left_out is not None:
        assert found.faults.keys() == left_out
        assert len(set(found.faults.values())) == 1


def test_a_survey_goes_past_secrets_whose_files_cannot_be_read(tmp_path: Path):
    (tmp_path / "empty").touch()
    (tmp_path / "smtp").write_text("smtp://127.0.0.1")
    files = {"BOT_TOKEN_FILE": str(tmp_path / "none"), "DATABASE_URL_FILE": str(tmp_path / "empty")}
    found = survey(files | {"SMTP_URL_FILE": str(tmp_path / "smtp"), "WEBHOOK_SECRET": "a", "WEBHOOK_SECRET_FILE": "b"})
    assert found.faults.keys() == {"bot_token", "database_url", "webhook_secret"}
    assert found.settings.smtp_url is not None


def test_a_survey_names_what_means_nothing_in_the_file_and_a_file_that_cannot_be_read(tmp_path: Path):
    (tmp_path / ".env").write_text("BOT_TOKNE=1:a\nHTTP_PORT=9000\nHTTP_PORT_FILE=x\nBOT_TOKEN_FILE=\n", "utf-8")
    found = survey({"PATH": "/bin"}, tmp_path / ".env")
    assert (found.unknown, found.settings.http_port, found.faults) == (("BOT_TOKNE", "HTTP_PORT_FILE"), 9000, {})
    (tmp_path / ".env").write_bytes(b"\xff\xfe")
    broken = survey({}, tmp_path / ".env")
    assert broken.faults.keys() == {""}
    assert "cannot be read" in broken.faults[""]
