"""Keeps pieces small: `python -m tools.budgets` prints the figures and fails beyond them.

Median, 90th percentile and maximum of lines, docstrings of functions not counted.
"""

import ast
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from statistics import median

SOURCES = ("bot", "handlers", "keyboards", "db", "tools")
TESTS = ("tests",)
GENERATED = ("db", "migrations", "versions")


@dataclass(frozen=True, slots=True, order=True)
class Piece:
    """A function or a file, as long as it is."""

    lines: int
    name: str


@dataclass(frozen=True, slots=True)
class Budget:
    """How long pieces of one kind may be, in lines."""

    kind: str
    median: int
    maximum: int
    p90: int | None = None


FUNCTIONS = Budget("functions", median=9, p90=30, maximum=60)
FILES = Budget("files", median=100, maximum=400)


def main(root: Path = Path()) -> int:
    """Prints what was measured; 1 when a budget is exceeded."""
    sources = list(sources_of(root, SOURCES))
    files = [measured(root, path) for path in sources]
    functions = list(
        chain.from_iterable(functions_of(path.read_text("utf-8"), str(path.relative_to(root))) for path in sources)
    )
    tests = sum(measured(root, path).lines for path in sources_of(root, TESTS))
    print(figures(FUNCTIONS, functions), figures(FILES, files), sep="\n")
    print(f"tests: {tests / max(1, sum(file.lines for file in files)):.2f} lines for each line of code")
    found = [*excesses(FUNCTIONS, functions), *excesses(FILES, files)]
    for line in found:
        print(line)
    return 1 if found else 0


def sources_of(root: Path, folders: Iterable[str]) -> Iterator[Path]:
    """Python files by name; empty ones and numbered migrations are left out."""
    for path in chain.from_iterable(sorted((root / folder).rglob("*.py")) for folder in folders):
        if path.stat().st_size and path.parent.relative_to(root).parts != GENERATED:
            yield path


def measured(root: Path, path: Path) -> Piece:
    """The file with its number of lines."""
    return Piece(len(path.read_text("utf-8").splitlines()), str(path.relative_to(root)))


def functions_of(source: str, name: str) -> Iterator[Piece]:
    """Every function with its lines from `def` to the end, the docstring taken off."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno is not None:
            lines = node.end_lineno - node.lineno + 1 - _docstring_lines(node)
            yield Piece(lines, f"{name}:{node.lineno} {node.name}")


def figures(budget: Budget, pieces: list[Piece]) -> str:
    """One line: how many there are and how long."""
    lines = _sorted(pieces)
    return f"{budget.kind}: {len(lines)}, median {median(lines):g}, p90 {_p90(lines)}, max {lines[-1]} lines"


def excesses(budget: Budget, pieces: list[Piece]) -> Iterator[str]:
    """What is beyond the budget, the longest piece first."""
    lines = _sorted(pieces)
    if median(lines) > budget.median:
        yield f"{budget.kind}: median {median(lines):g} > {budget.median}"
    if budget.p90 is not None and _p90(lines) > budget.p90:
        yield f"{budget.kind}: p90 {_p90(lines)} > {budget.p90}"
    for piece in sorted(pieces, reverse=True):
        if piece.lines > budget.maximum:
            yield f"{piece.name}: {piece.lines} > {budget.maximum}"


def _sorted(pieces: list[Piece]) -> list[int]:
    return sorted(piece.lines for piece in pieces) or [0]


def _p90(lines: list[int]) -> int:
    """The nearest rank: at least nine of ten are no longer."""
    return lines[(len(lines) * 9 + 9) // 10 - 1]


def _docstring_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    if ast.get_docstring(node, clean=False) is None:
        return 0
    return (node.body[0].end_lineno or 0) - node.body[0].lineno + 1


if __name__ == "__main__":
    sys.exit(main())
