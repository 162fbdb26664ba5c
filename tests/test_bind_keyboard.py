"""The buttons of /bind carry the whole choice, within Telegram's limits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.languages import Languages
from bot.rules.services import OTHER, SERVICES
from keyboards.bind import Bind, binding, packed, unpacked

NUMBERS = [each.number for each in (*SERVICES, OTHER)]
EVERYTHING = Bind(do="unbind", services=packed(NUMBERS), tariff="extended", page=2)


@given(st.sets(st.sampled_from(NUMBERS)))
def test_it_carries_any_choice_of_services(chosen: set[int]):
    assert set(unpacked(packed(chosen))) == chosen


@pytest.mark.parametrize("services", [-1, 1 << 60])
def test_it_makes_no_services_up(services: int):
    assert set(unpacked(services)) <= set(NUMBERS)


@pytest.mark.parametrize("page", [-5, 0, 1, 2, 99])
def test_its_buttons_fit_and_every_page_exists(page: int):
    with Languages("ru").speaking("ru"):
        keyboard = binding(EVERYTHING.but(page=page), bound=True)
    buttons = [button for row in keyboard.inline_keyboard for button in row]
    assert all(len((button.callback_data or "").encode()) <= 64 for button in buttons)
    assert sum(button.text.startswith("✅") for button in buttons) == 7  # six services and a tariff
    assert all(row for row in keyboard.inline_keyboard)
