"""A process that reads one table and ends, whatever is in the file: `python -m bot.channels.table_reader`.

The file comes by standard input. The answer is JSON, a line each: `{"reason", "details"}` of a refusal; or `{"kind",
"columns", "total"}` and so many rows. Those of a guide are `[line, cells]`, those of a directory what
`directory_import.packed` makes of them; its columns are the names of those that nobody reads, `{"unread"}`. It takes
MOST_MEMORY bytes and MOST_SECONDS of a processor at most.
"""

import json
import os
import resource
import sys
from collections.abc import Iterable
from typing import Any, TypeAlias

from bot.rules.guide import guide_import, sheets
from bot.rules.people import directory_import
from bot.rules.refusals import Refused

MOST_MEMORY = 600 * 2**20
MOST_SECONDS = 60
MOST_TEXT = 50_000_000
"""Characters of all rows together."""
NICE = 10
"""The desk goes first."""


GUIDE, DIRECTORY = "guide", "directory"

Answer: TypeAlias = tuple[dict[str, Any], Iterable[Any]]


def main() -> None:
    """Answer for the file that comes in."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(NICE)
    head, rows = _answer(sys.stdin.buffer.read())
    for answer in (head, *rows):
        sys.stdout.write(json.dumps(answer) + "\n")


def _answer(data: bytes) -> Answer:
    try:
        rows = sheets.read(data, directory_import.MOST_LINES)
        return _directory(rows) if directory_import.is_directory(rows) else _guide(rows)
    except MemoryError:
        refusal = Refused(sheets.Reason.TOO_MUCH)
    except Refused as error:
        refusal = error
    return {"reason": refusal.reason, "details": refusal.details}, []


def _check_amount(rows: Iterable[list[str]]) -> None:
    if sum(len(cell) for cells in rows for cell in cells) > MOST_TEXT:
        raise Refused(sheets.Reason.TOO_MUCH)


def _directory(rows: list[list[str]]) -> Answer:
    _check_amount(rows)
    found = directory_import.table(rows)
    head = {"kind": DIRECTORY, "columns": {"unread": found.unread}, "total": len(found.lines)}
    return head, map(directory_import.packed, found.lines)


def _guide(rows: list[list[str]]) -> Answer:
    sheets.check_length(rows, sheets.MOST_ROWS)
    columns, articles = guide_import.table(rows)
    _check_amount(cells for _, cells in articles)
    return {"kind": GUIDE, "columns": columns, "total": len(articles)}, articles


if __name__ == "__main__":
    main()
