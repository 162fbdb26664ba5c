"""What the machine says when something does not work, in plain words and in the reader's language.

Its own words are English and meant for whoever reads the log. Telegram's have a table of their own
(`bot.channels.telegram.error_words`).
"""

from collections.abc import Mapping

from aiogram.utils.i18n import gettext as _


def known(said: str) -> str | None:
    """Return words for a reason; None for one that is not known here."""
    lowered = said.casefold()
    return next((words for words, parts in _known().items() if any(part in lowered for part in parts)), None)


def _known() -> Mapping[str, tuple[str, ...]]:
    """Return parts of what is said, in small letters, by what that means; the first that fits counts."""
    return {
        _("there is no folder for backups, or its disk is not mounted (BACKUP_DIR)"): ("there is no folder",),
        _("an old backup cannot be removed"): ("an old backup cannot be removed",),
        _("there is no room left on the disk"): ("is too full", "no space left", "disk quota", "disk is full"),
        _("the rights of the desk do not suffice there"): (
            *("permission denied", "operation not permitted", "read-only file system", "readonly database"),
        ),
        _("the file of the database is not there (DATABASE_URL)"): ("there is no database",),
        _("the file of the database is damaged"): ("is damaged", "malformed", "not a database"),
        _("the backup program of PostgreSQL is not installed"): ("pg_dump is not installed",),
        _("the backup program of PostgreSQL is older than the server"): ("server version mismatch",),
        _("there is no such database on the server"): ("does not exist",),
        _("the user name or the password is wrong"): ("password authentication failed",),
        _("another program holds the database"): ("database is locked",),
        _("the certificate cannot be trusted"): ("certificate",),
        _("the host name is not known"): (
            *("getaddrinfo", "name or service not known", "name resolution", "nodename nor servname"),
            "no address associated",
        ),
        _("the network is out of reach"): ("is unreachable", "no route to host"),
        _("the connection is refused"): ("connection refused", "connect call failed"),
        _("the connection was cut"): ("connection reset", "server disconnected", "broken pipe"),
        _("it did not answer in time"): ("timed out", "timeout"),
    }
