"""Whether the desk's daily backup works."""

from bot.rules.notices.base import Notice


class BackupFailed(Notice):
    """To supervisors: no backup could be made; it is tried again every hour, and told of once a day."""

    reason: str


class BackupWorks(Notice):
    """To supervisors, after a failure: a backup was made again."""
