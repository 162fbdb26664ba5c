"""`python -m bot <word>`: what an administrator does beside the desk, or while it does not run.

Each word is a module of this folder: `add(parser)` says what it takes, `run(arguments, settings)` does it and returns
the exit status; a word of READS_ITSELF goes without the settings, which may be wrong. A word is imported when it is
asked for: the desk itself must not wait for any of them.
"""

import argparse
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from pathlib import Path

from bot.settings import Settings, SettingsError, load
from db.engine import DatabaseUnusableError
from db.files import OTHERS

WORDS: Mapping[str, str] = {
    "doctor": "say what is right with the desk, what is wrong, and what to do about it; changes nothing",
    "backup": "back the database up, also while the desk runs",
    "restore": "put a backup in the place of the database",
    "copy": "copy everything into another database, also between SQLite and PostgreSQL",
}
"""What there is, and what it does, in the order of the help."""
READS_ITSELF = frozenset({"doctor"})
"""The words that read the settings themselves."""


def main(words: Sequence[str]) -> int:
    """Do what the words of a command line say, by the settings; 2 and one line when that cannot be done."""
    os.umask(OTHERS)
    try:
        return perform(words, lambda: load(os.environ, Path(".env")))
    except (SettingsError, DatabaseUnusableError) as error:
        print(error, file=sys.stderr)
        return 2


def perform(words: Sequence[str], settings: Callable[[], Settings]) -> int:
    """Do what the words of a command line say; raises what stops it with a line for the administrator.

    `settings` reads them, and raises SettingsError.
    """
    parser = argparse.ArgumentParser(prog="python -m bot", description="Without a word: the desk.")
    parsers = parser.add_subparsers(dest="word", required=True, metavar="WORD")
    for word, told in WORDS.items():
        added = parsers.add_parser(word, help=told, description=told)
        if word == next(iter(words), None):
            import_module(f"{__name__}.{word}").add(added)
    arguments = parser.parse_args(words)
    run: Callable[..., int] = import_module(f"{__name__}.{arguments.word}").run
    return run(arguments) if arguments.word in READS_ITSELF else run(arguments, settings())
