"""What rules and actions hand about are values: nobody changes them, and they have no room for what was misspelt."""

import importlib
import pkgutil
from dataclasses import is_dataclass

import pytest

import bot.actions
import bot.rules
from bot.policy import policy_of
from bot.rules.visible import Visible
from tests.desks import settings_for

REMEMBERS = {Visible}
"""What it found out once is kept beside its fields."""


def values() -> list[type]:
    modules = (
        importlib.import_module(each.name)
        for package in (bot.rules, bot.actions)
        for each in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
    )
    return [
        found
        for module in modules
        for found in vars(module).values()
        if isinstance(found, type) and is_dataclass(found) and found.__module__ == module.__name__
    ]


@pytest.mark.parametrize("value", values(), ids=lambda value: f"{value.__module__}.{value.__name__}")
def test_a_value_cannot_be_changed_and_has_its_fields_only(value: type):
    assert value.__dataclass_params__.frozen
    assert "__slots__" in vars(value) or value in REMEMBERS


def test_an_album_is_complete_a_second_after_its_last_part():
    """No setting decides it, and conversations in tests wait for less."""
    assert policy_of(settings_for("sqlite+aiosqlite://", "http://localhost")).album_pause == 1.0
