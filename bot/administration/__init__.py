"""`python -m bot <word>`: what an administrator does beside the desk, or while it does not run.

Each word is a module of this folder: `add(parser)` says what it takes, `run(arguments, settings)` does it and returns
the exit status. A word is imported when it is asked for: the desk itself must not wait for any of them.
"""

import argparse
from collections.abc import Mapping, Sequence
from importlib import import_module

from bot.settings import Settings

WORDS: Mapping[str, str] = {}
"""What there is, and what it does, in the order of the help."""


def perform(words: Sequence[str], settings: Settings) -> int:
    """Do what the words of a command line say; raises what stops it with a line for the administrator."""
    parser = argparse.ArgumentParser(prog="python -m bot", description="Without a word: the desk.")
    parsers = parser.add_subparsers(dest="word", required=True, metavar="WORD")
    for word, told in WORDS.items():
        added = parsers.add_parser(word, help=told, description=told)
        if word == next(iter(words), None):
            import_module(f"{__name__}.{word}").add(added)
    arguments = parser.parse_args(words)
    status: int = import_module(f"{__name__}.{arguments.word}").run(arguments, settings)
    return status
