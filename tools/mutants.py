"""Looks for what no test notices: `python -m tools.mutants 1` changes 40 places of bot/rules and 40 of bot/actions.

The places are drawn by the seed, each as likely as any other, then one of the changes that can be made there. It is
made in a copy of the tree, and the tests that concern the module run, those that import it first, until one fails.
A failure counts if the same tests pass without the change. Nothing is begun after so many minutes.
"""

import argparse
import ast
import difflib
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from enum import StrEnum
from fnmatch import fnmatch
from pathlib import Path
from queue import SimpleQueue
from time import monotonic

from tools.mutations import Mutation, by_place, compiles

HARMLESS = Path(__file__).with_name("harmless.toml")
FLOORS = ("bot/rules", "bot/actions")
COPIED = ("bot", "handlers", "keyboards", "db", "locales", "tests", "tools", "docs")
APART = re.compile(r"tests/(?:bench|delivery|soak|sandbox|tools)/|/test_(?:main|docs|page)\.py")
"""Tests of what stands apart, or that are played against a clock."""
QUIETLY = (
    *("-q", "-x", "-n", "0", "--tb=no", "-k", "not postgres", "--hypothesis-seed=0"),
    *("-o", "faulthandler_timeout=60", "-o", "faulthandler_exit_on_timeout=true"),
)
LIMIT = 600.0
"""Seconds for the tests of one change. A single test that takes a minute hangs, and has noticed."""


class Fate(StrEnum):
    """What became of a change."""

    NOTICED = "noticed"
    ALIVE = "alive"
    TIMED_OUT = "alive as long as the tests were let run"
    UNSURE = "unsure: the tests fail without it as well"
    NOT_TRIED = "not tried: the time is over"


@dataclass(frozen=True, slots=True)
class Mutant:
    """A file with one change."""

    file: str
    mutation: Mutation
    source: str
    changed: str

    @property
    def diff(self) -> list[str]:
        """The lines that are different, with «-» and «+» before them."""
        lines = difflib.unified_diff(self.source.splitlines(), self.changed.splitlines(), n=0, lineterm="")
        return [line for line in lines if not line.startswith(("---", "+++", "@@"))]

    def __str__(self) -> str:
        return f"{self.file}:{self.mutation.place[0]} ({self.mutation.name})"


def main() -> int:
    """Prints what lives; 1 if fewer than nine of ten were noticed on a floor."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("seed", type=int)
    parser.add_argument("floors", nargs="*", default=FLOORS)
    parser.add_argument("--count", type=int, default=40)
    parser.add_argument("--minutes", type=float, default=15, help="for each floor")
    given = parser.parse_args()
    enough = True
    for floor in given.floors:
        fates = _judged(drawn(Path(), floor, given.seed, given.count), 60 * given.minutes)
        tried, noticed = len(fates) - fates.count(Fate.NOT_TRIED), fates.count(Fate.NOTICED)
        rest = f", {len(fates) - tried} {Fate.NOT_TRIED}" if tried < len(fates) else ""
        print(f"{floor}, seed {given.seed}: {noticed} of {tried} noticed{rest}", flush=True)
        enough = enough and noticed * 10 >= tried * 9
    return 0 if enough else 1


def drawn(root: Path, floor: str, seed: int, count: int) -> list[Mutant]:
    """Draw places, then a change at each; those without effect are drawn again."""
    sources = {path: path.read_text("utf-8") for path in sorted((root / floor).rglob("*.py"))}
    places = [(path, options) for path, source in sources.items() for _, options in sorted(by_place(source).items())]
    chance = random.Random(seed)  # noqa: S311 -- to be drawn again by the same seed
    chance.shuffle(places)
    harmless = known(HARMLESS)
    found: list[Mutant] = []
    for path, options in places:
        for mutation in chance.sample(options, len(options)):
            changed = mutation.apply()
            if changed is not None and compiles(changed):
                mutant = Mutant(path.relative_to(root).as_posix(), mutation, sources[path], changed)
                if not any(fnmatch(mutant.file, file) and _bare(mutant.diff) == diff for file, diff in harmless):
                    found.append(mutant)
                break
        if len(found) == count:
            break
    return found


def known(path: Path) -> list[tuple[str, list[str]]]:
    """Return the changes that have no effect: a pattern of files, and the lines that are different."""
    listed = tomllib.loads(path.read_text("utf-8"))["harmless"]
    return [(each["file"], _bare(each["diff"].strip().splitlines())) for each in listed]


def _bare(diff: Iterable[str]) -> list[str]:
    """Leave out empty lines and what lines are indented by."""
    return [line[0] + " ".join(line[1:].split()) for line in diff if line[1:].strip()]


def _judged(mutants: list[Mutant], seconds: float) -> list[Fate]:
    """Try every change, each in a copy of the tree, and print what was not noticed."""
    end = monotonic() + seconds
    trees: SimpleQueue[Path] = SimpleQueue()
    cores = (os.cpu_count() or 1) + 1  # conversations wait a lot

    def judge(mutant: Mutant) -> Fate:
        if monotonic() > end:
            return Fate.NOT_TRIED
        tree = trees.get()
        try:
            return fate(tree, mutant)
        finally:
            trees.put(tree)

    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(cores) as pool:
        for number in range(cores):
            trees.put(_copied(Path(folder) / str(number)))
        tried = {pool.submit(judge, mutant): mutant for mutant in mutants}
        for each in as_completed(tried):
            if each.result() not in (Fate.NOTICED, Fate.NOT_TRIED):
                print(f"{tried[each]}: {each.result()}", *tried[each].diff, sep="\n    ", flush=True)
        return [each.result() for each in tried]


def _copied(tree: Path) -> Path:
    """Copy what tests need: nothing is changed where people work."""
    for name in COPIED:
        shutil.copytree(name, tree / name, ignore=shutil.ignore_patterns("__pycache__"))
    for path in Path().iterdir():
        if path.is_file() and path.name != ".env":
            shutil.copy(path, tree)
    return tree


def fate(tree: Path, mutant: Mutant) -> Fate:
    """Run the tests that concern a change, the nearest first."""
    end = monotonic() + LIMIT
    path = tree / mutant.file
    for tests in nearest(tree, mutant.file):
        path.write_text(mutant.changed, "utf-8")
        passed = _pass(tree, tests, end - monotonic())
        path.write_text(mutant.source, "utf-8")
        if passed is None:
            return Fate.TIMED_OUT
        if not passed:
            return Fate.NOTICED if _pass(tree, ["--last-failed", *tests], LIMIT) else Fate.UNSURE
    return Fate.ALIVE


def _pass(tree: Path, arguments: Iterable[str], seconds: float) -> bool | None:
    """Tell whether tests pass; None if they do not end in time."""
    folders = ("--basetemp", str(tree / "tmp"), "-o", f"cache_dir={tree / 'cache'}")
    with subprocess.Popen(  # noqa: S603 -- of names of our own files
        [sys.executable, "-m", "pytest", *QUIETLY, *folders, *arguments],
        cwd=tree,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        try:
            return process.wait(max(seconds, 1)) == 0
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            return None


def nearest(tree: Path, file: str) -> Iterator[list[str]]:
    """Yield tests in groups: those that import the module, those of its floor and its subject, all others."""
    tests = [path.relative_to(tree).as_posix() for path in sorted((tree / "tests").rglob("test_*.py"))]
    left = [test for test in tests if not APART.search(test)]
    _, floor, subject, *_ = *file.split("/"), ""
    importing = [test for test in left if file in imported(tree, test)]
    close = [test for near in (f"tests/{floor}/", f"tests/flows/{subject}/") for test in left if test.startswith(near)]
    for group in (importing, close, left):
        now = [test for test in group if test in left]
        left = [test for test in left if test not in now]
        if now:
            yield now


def imported(tree: Path, test: str) -> set[str]:
    """Return the files of ours that a test imports by itself."""
    found = set()
    for node in ast.walk(ast.parse((tree / test).read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            base = node.module.replace(".", "/")
            found |= {f"{base}.py", f"{base}/__init__.py", *(f"{base}/{each.name}.py" for each in node.names)}
    return found


if __name__ == "__main__":
    sys.exit(main())
