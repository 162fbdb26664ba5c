"""The mail server: as far as a letter goes before it is handed in. None is."""

from urllib.parse import urlsplit

from bot.channels.email.mailer import EntryError, Mailer, Obstacle
from bot.doctor.subject import CALL_SECONDS, Subject
from bot.rules.desk.findings import Check, Finding, What, odd, right, wrong

OBSTACLES = {
    Obstacle.AWAY: What.MAIL_AWAY,
    Obstacle.INSECURE: What.MAIL_INSECURE,
    Obstacle.LOGIN: What.MAIL_LOGIN,
}


async def mail(subject: Subject) -> list[Finding]:
    """Connect, encrypt and log in as for a letter, and hang up."""
    settings = subject.settings
    if settings.smtp_url is None:
        return [odd(Check.MAIL, What.MAIL_UNSET)]
    url = settings.smtp_url.get_secret_value()
    host = urlsplit(url).hostname or ""
    mailer = Mailer(url, settings.mail_from or settings.support_email, CALL_SECONDS, helo=settings.smtp_helo)
    try:
        await mailer.probe()
    except EntryError as error:
        return [wrong(Check.MAIL, OBSTACLES[error.obstacle], host=host, reason=error.reason)]
    return [right(Check.MAIL, What.MAIL_RIGHT, host=host)]
