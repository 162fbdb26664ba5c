"""A process that reads one table and ends, whatever is in the file: `python -m bot.channels.table_reader`.

The file comes by standard input. The answer is JSON, a line each: `{"reason", "details"}` of a refusal; or `{"columns",
"total"}` and so many rows, `[line, cells]`. It takes MOST_MEMORY bytes and MOST_SECONDS of a processor at most.
"""

import json
import os
import resource
import sys
from typing import Any

from bot.rules.guide import guide_import, sheets
from bot.rules.refusals import Refused

MOST_MEMORY = 600 * 2**20
MOST_SECONDS = 60
MOST_TEXT = 50_000_000
"""Characters of all rows together."""
NICE = 10
"""The desk goes first."""


def main() -> None:
    """Answer for the file that comes in."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(NICE)
    head, rows = _answer(sys.stdin.buffer.read())
    for answer in (head, *rows):
        sys.stdout.write(json.dumps(answer) + "\n")


def _answer(data: bytes) -> tuple[dict[str, Any], list[tuple[int, list[str]]]]:
    try:
        columns, rows = guide_import.table(sheets.read(data))
    except MemoryError:
        refusal = Refused(sheets.Reason.TOO_MUCH)
    except Refused as error:
        refusal = error
    else:
        if sum(len(cell) for _, cells in rows for cell in cells) <= MOST_TEXT:
            return {"columns": columns, "total": len(rows)}, rows
        refusal = Refused(sheets.Reason.TOO_MUCH)
    return {"reason": refusal.reason, "details": refusal.details}, []


if __name__ == "__main__":
    main()
