from datetime import time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import settings

from bot.rules.deadlines.working_hours import Calendar

settings.register_profile("rules", max_examples=60, deadline=None)  # a busy machine is not a failure
settings.load_profile("rules")


@pytest.fixture(scope="session")
def moscow() -> Calendar:
    return Calendar(ZoneInfo("Europe/Moscow"), time(9, 30), time(18, 30))
