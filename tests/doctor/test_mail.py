"""The mail server is tried as for a letter, and gets none."""

import pytest
from pydantic import SecretStr

from bot.channels.email import mailer
from bot.doctor import mail as doctor_of_mail
from bot.doctor.mail import mail
from bot.rules.desk.findings import Finding, Verdict, What
from tests.doctor.conftest import subject, told
from tests.smtp import serving, silent, trusting

WRONG, ODD, RIGHT = Verdict


async def looked(absent: str, url: str) -> Finding:
    (finding,) = await mail(subject(absent, smtp_url=SecretStr(url)))
    assert "s3cret" not in str(finding)
    assert "geheim" not in str(finding)
    return finding


@pytest.fixture
def trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    """The machine knows the server's certificate."""
    monkeypatch.setattr(mailer, "_checked", trusting)


async def test_without_a_server_it_is_said_that_letters_wait(absent: str):
    assert told(await mail(subject(absent, smtp_url=None))) == [(ODD, What.MAIL_UNSET)]


@pytest.mark.parametrize("starttls", [True, False])
async def test_a_server_that_lets_the_desk_in_is_right_and_gets_no_letter(absent: str, starttls: bool):
    async with serving(starttls=starttls) as server:
        finding = await looked(absent, f"smtp://localhost:{server.port}")
    assert (finding.verdict, finding.what, finding.details) == (RIGHT, What.MAIL_RIGHT, {"host": "localhost"})
    assert (server.letters, server.names) == ([], [])


async def test_a_password_is_tried(absent: str, trusted: None):
    async with serving(starttls=True, password=True) as server:
        finding = await looked(absent, f"smtp://desk%40example.org:s3cret@localhost:{server.port}")
        wrong = await looked(absent, f"smtp://desk%40example.org:geheim@localhost:{server.port}")
    assert (finding.what, wrong.verdict, wrong.what) == (What.MAIL_RIGHT, WRONG, What.MAIL_LOGIN)
    passwords = [password for _, password in server.logins]  # the last by each way of logging in that is offered
    assert list(dict.fromkeys(passwords)) == [b"s3cret", b"geheim"]
    assert server.letters == []


@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
async def test_a_certificate_that_is_not_good_is_told_and_no_password_with_it(absent: str, scheme: str):
    async with serving(starttls=scheme == "smtp", implicit=scheme == "smtps", password=True) as server:
        finding = await looked(absent, f"{scheme}://desk:s3cret@localhost:{server.port}")
    assert (finding.verdict, finding.what) == (WRONG, What.MAIL_INSECURE)
    assert server.logins == []


async def test_a_server_without_encryption_gets_no_password(absent: str):
    async with serving(password=True) as server:
        finding = await looked(absent, f"smtp://desk:s3cret@localhost:{server.port}")
    assert (finding.what, server.logins) == (What.MAIL_INSECURE, [])


async def test_a_server_that_is_away_or_silent_is_told(absent: str, monkeypatch: pytest.MonkeyPatch):
    assert (await looked(absent, "smtp://desk:s3cret@127.0.0.1:1")).what is What.MAIL_AWAY
    monkeypatch.setattr(doctor_of_mail, "CALL_SECONDS", 0.1)
    async with silent() as port:
        finding = await looked(absent, f"smtp://127.0.0.1:{port}")
    assert (finding.verdict, finding.what) == (WRONG, What.MAIL_AWAY)
    assert finding.details["reason"] == "the mail server does not answer"
