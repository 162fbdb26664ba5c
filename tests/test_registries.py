"""Registries that cannot drift: whoever adds a member is told where words or a rule for it are missing."""

import ast
import importlib
import inspect
import pkgutil
import re
import string
from enum import StrEnum
from pathlib import Path
from types import ModuleType
from zoneinfo import ZoneInfo

import pytest
from aiogram.dispatcher.event.handler import FilterObject
from aiogram.filters import Command
from aiogram.utils.i18n import gettext

import bot.actions
import bot.rules
from bot import clock, refusals
from bot.actions.desk import recalculation
from bot.languages import Languages
from bot.rules.alarms import COUNTS_WORKING_TIME, AlarmKind
from handlers import commands, dispatching, modules


def _modules() -> list[ModuleType]:
    return [
        importlib.import_module(each.name)
        for package in (bot.rules, bot.actions)
        for each in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
    ]


def _reasons() -> list[type[StrEnum]]:
    return list({module.Reason: None for module in _modules() if hasattr(module, "Reason")})


def test_no_two_reasons_share_a_value():
    """Members of two enums that read alike would be one key in a table of words."""
    values = [str(each) for kind in _reasons() for each in kind]
    assert len(values) == len(set(values))


def test_every_kind_of_alarm_says_whether_it_counts_working_time_and_how_it_follows_the_calendar():
    assert COUNTS_WORKING_TIME.keys() == set(AlarmKind)
    assert recalculation.RESCHEDULES.keys() == {kind for kind, counts in COUNTS_WORKING_TIME.items() if counts}


def test_no_clock_job_stands_twice():
    assert len(set(clock.JOBS)) == len(clock.JOBS)


def test_every_reason_of_a_refusal_has_words_once():
    assert refusals.WORDS.keys() == {reason for kind in _reasons() for reason in kind}
    assert refusals.TO_REQUESTER.keys() <= refusals.WORDS.keys()


def _raised() -> dict[str, set[frozenset[str]]]:
    """Return the reasons that the code names where it refuses, each with the sets of details it is raised with."""
    found: dict[str, set[frozenset[str]]] = {}
    for module in _modules():
        for call in ast.walk(ast.parse(inspect.getsource(module))):
            if isinstance(call, ast.Call) and ast.unparse(call.func) == "Refused":
                path = ast.unparse(call.args[0])
                if "Reason." in path and " if " not in path:
                    reason = eval(path, vars(module))  # names of the module, nothing from outside
                    found.setdefault(reason, set()).add(frozenset(each.arg for each in call.keywords if each.arg))
    return found


def test_a_refusal_has_the_details_that_its_words_name():
    raised = _raised()
    assert len(raised) > 50  # most name their reason on the spot
    for reason, ways in raised.items():
        fields = {name for _text, name, *_ in string.Formatter().parse(refusals.WORDS[reason]) if name}
        fields -= {"examples", "placeholders"}
        assert all(fields <= details for details in ways), reason


DETAILS = dict.fromkeys(
    ("limit", "values",
    "word", "proper", "name", "names", "letters", "digits", "characters", "column", "line", "link", "service",
     "language", "term", "example", "time", "seconds", "kpp", "login", "tariff", "date", "what", "advice",
     "invoice"), "<b>",
)  # fmt: skip
"""Whatever a wording may name, with something to escape."""


@pytest.mark.parametrize("to_requester", [False, True])
@pytest.mark.parametrize("reason", list(refusals.WORDS), ids=str)
def test_a_refusal_is_worded_in_both_languages(reason: str, to_requester: bool):
    said = {}
    for locale in ("ru", "en"):
        with Languages("ru").speaking(locale):
            details = DETAILS | dict.fromkeys(refusals.INSTANTS, "2026-02-04T14:00:00+00:00")
            said[locale] = refusals.words(reason, details, to_requester=to_requester, zone=ZoneInfo("Europe/Moscow"))
    assert said["ru"] != said["en"]
    shown = [re.sub("<code>.*?</code>", "", each) for each in said.values()]
    assert all("<b>" not in each and "{" not in each for each in shown)


@pytest.mark.parametrize("place", ["bot", "handlers", "keyboards"])
def test_nobody_else_has_words_for_a_reason(place: str):
    """A table of words beside the one: `Reason.X: _("…")`."""
    words = re.compile(r"Reason\.[A-Z_]+: *\(?\s*(_|N_|ngettext)\(")
    found = {path for path in Path(place).rglob("*.py") if words.search(path.read_text("utf-8"))}
    assert found <= {Path("bot/refusals.py")}


def _filters_of_messages() -> list[FilterObject]:
    dispatcher, _storage = dispatching.build(Languages("ru"))
    modules.include_all(dispatcher)
    handlers = [handler for router in dispatcher.chain_tail for handler in router.message.handlers]
    return [each for handler in handlers for each in handler.filters or ()]


def test_no_filter_of_messages_is_handed_to_a_thread():
    """A bare magic filter or a plain function is: twice as much CPU for every message that passes by."""
    assert [each.callback for each in _filters_of_messages() if not each.awaitable] == []


def _handled() -> set[str]:
    """The commands that some handler waits for."""
    filters = (each.callback for each in _filters_of_messages())
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
