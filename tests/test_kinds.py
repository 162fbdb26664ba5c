"""Every kind of parcel has its place in every table that is keyed by kinds."""

import pytest

from bot.actions.desk.failures import Failure
from bot.channels.superseded import COVERS
from bot.channels.telegram.channel import DELIVERIES
from bot.channels.yookassa import channel as yookassa
from bot.languages import NAMES, Languages
from bot.rules.kinds import TREATMENTS, Kind
from db.desk.failures import PARCEL
from handlers.desk.failed_page import parcel
from tests.desks import TUESDAY


def test_every_kind_is_treated_and_delivered():
    assert set(TREATMENTS) == set(DELIVERIES) | set(yookassa.DELIVERIES) == set(Kind)
    assert not set(DELIVERIES) & set(yookassa.DELIVERIES)


def test_what_can_be_superseded_is_what_the_channel_can_compare():
    assert set(COVERS) == {kind for kind, treatment in TREATMENTS.items() if treatment.superseded}


def test_words_for_people_wait_for_nobody_and_decoration_for_cards():
    waiting = {kind: treatment.patience for kind, treatment in TREATMENTS.items() if treatment.patience}
    assert waiting == {Kind.SHOW: 30, Kind.LEAVE: 30, Kind.REACT: 120, Kind.PIN: 120}


@pytest.mark.parametrize("locale", NAMES)
def test_supervisors_read_words_for_every_kind(locale: str):
    with Languages("ru").speaking(locale):
        said = [parcel(Failure(PARCEL, 1, TUESDAY, kind, "", None, "telegram", "ticket:1", 1)) for kind in Kind]
    assert len(set(said)) == len(Kind)
    assert [words for words in said if words in set(Kind) or "{" in words] == []
