from datetime import time
from zoneinfo import ZoneInfo

import pytest

from bot.rules.deadlines.working_hours import Calendar


@pytest.fixture(scope="session")
def moscow() -> Calendar:
    return Calendar(ZoneInfo("Europe/Moscow"), time(9, 30), time(18, 30))
