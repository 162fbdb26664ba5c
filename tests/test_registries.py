"""Registries that cannot drift: whoever adds a member is told where words or a rule for it are missing."""

import importlib
import pkgutil
from enum import StrEnum

import pytest
from aiogram.filters import Command
from aiogram.utils.i18n import gettext

import bot.actions
import bot.rules
from bot import clock
from bot.actions.desk import recalculation
from bot.channels.telegram import importing
from bot.languages import Languages
from bot.rules.alarms import COUNTS_WORKING_TIME, AlarmKind
from bot.rules.refusals import Refused
from handlers import commands, dispatching, errors, modules
from handlers.deadlines import calendar_page
from handlers.desk import supervisor_reports
from handlers.moderation import supervisor_words
from handlers.people import identity_pages
from handlers.tickets import data_pages


def _reasons() -> list[type[StrEnum]]:
    modules = (
        importlib.import_module(each.name)
        for package in (bot.rules, bot.actions)
        for each in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
    )
    return list({module.Reason: None for module in modules if hasattr(module, "Reason")})


def test_no_two_reasons_share_a_value():
    """Members of two enums that read alike would be one key in a table of words."""
    values = [str(each) for kind in _reasons() for each in kind]
    assert len(values) == len(set(values))


def test_every_kind_of_alarm_says_whether_it_counts_working_time_and_how_it_follows_the_calendar():
    assert COUNTS_WORKING_TIME.keys() == set(AlarmKind)
    assert recalculation.RESCHEDULES.keys() == {kind for kind, counts in COUNTS_WORKING_TIME.items() if counts}


def test_no_clock_job_stands_twice():
    assert len(set(clock.JOBS)) == len(clock.JOBS)


DETAILS = dict.fromkeys(
    ("limit",
    "hint", "word", "proper", "name", "names", "letters", "digits", "characters", "column", "link", "service",
     "language", "term", "words"), "…",
)  # fmt: skip
"""Whatever a wording may name."""

PAGES = (
    identity_pages.refusal,
    data_pages.refusal,
    supervisor_reports._period_refused,
    supervisor_words._refusal,
)
"""Beside the general one: who asks for something particular says what is wrong with it."""


def _wordings(reason: StrEnum) -> list[str]:
    """How the pages that explain refusals word a reason; those that do not know it are left out."""
    refused = Refused(reason, **DETAILS)
    said = [errors._words(refused, to_requester=True)]
    for page in (
        identity_pages.refusal,
        data_pages.refusal,
        supervisor_reports._period_refused,
        supervisor_words._refusal,
    ):
        try:
            said.append(page(refused))
        except (KeyError, ValueError):
            continue
    for word, details in ((calendar_page._why, ()), (importing._why, (DETAILS,))):
        try:
            said.append(word(reason, *details))
        except (KeyError, ValueError):
            continue
    return [each for each in said if each != str(reason)]


@pytest.mark.parametrize("locale", ["ru", "en"])
@pytest.mark.parametrize(
    "reason", [each for kind in _reasons() for each in kind], ids=lambda each: f"{type(each).__module__}.{each.name}"
)
def test_every_reason_of_a_refusal_has_words(reason: StrEnum, locale: str):
    with Languages("ru").speaking(locale):
        assert any(each and "_" not in each for each in _wordings(reason))


def _handled() -> set[str]:
    """The commands that some handler waits for."""
    dispatcher, _storage = dispatching.build(Languages("ru"))
    modules.include_all(dispatcher)
    filters = (
        each.callback
        for router in dispatcher.chain_tail
        for handler in router.message.handlers
        for each in handler.filters or ()
    )
    return {str(name) for each in filters if isinstance(each, Command) for name in each.commands}


def test_every_command_that_is_handled_stands_in_the_table_and_the_other_way_round():
    assert _handled() == {each.name for each in commands.COMMANDS}


@pytest.mark.parametrize("command", commands.COMMANDS, ids=lambda each: f"{each.scope}-{each.name}")
def test_a_line_of_the_help_begins_with_its_command_in_both_languages(command: commands.Command):
    for locale in ("ru", "en"):
        with Languages("ru").speaking(locale):
            for line in commands.help_lines(command.scope):
                assert line.startswith("/")
            said = gettext(command.help) if command.help else f"/{command.name}"
        assert said.removeprefix(f"/{command.name}")[:1] in ("", " ")


def test_a_command_stands_once_in_each_place():
    assert len({(each.name, each.scope) for each in commands.COMMANDS}) == len(commands.COMMANDS)
