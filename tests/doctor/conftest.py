"""Desks to be examined."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from bot.doctor.subject import Subject
from bot.rules.desk.findings import Finding, Verdict, What
from tests.desks import settings_for

NOW = datetime(2026, 2, 3, 7, tzinfo=UTC)
NOWHERE = "http://127.0.0.1:1"
"""Where nobody answers."""


def told(findings: Sequence[Finding]) -> list[tuple[Verdict, What]]:
    """What was found, without its details."""
    return [(each.verdict, each.what) for each in findings]


def subject(database_url: str, api: str = NOWHERE, *, address: str | None = NOWHERE, **more: object) -> Subject:
    """A desk with these settings, in February, on a machine whose clock is right."""
    settings = settings_for(database_url, api, **more)
    return Subject(settings, lambda: NOW, lambda: datetime.now(UTC), address)


@pytest.fixture
def absent(tmp_path) -> str:
    """The address of a database that nobody has made."""
    return f"sqlite+aiosqlite:///{tmp_path / 'desk.db'}"
