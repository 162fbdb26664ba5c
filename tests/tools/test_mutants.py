"""Small changes to sources: which there are, how they are drawn, and when one counts as noticed."""

import tomllib
from pathlib import Path

import pytest

from tools import mutants
from tools.mutants import HARMLESS, Fate, Mutant, drawn, fate, known, nearest
from tools.mutations import by_place, compiles

ROOT = Path(__file__).parents[2]
SOURCE = '''"""Words of 2 kinds."""
Pair = int | str
TABLE = {"я": (1, 2), "b": (3, 4)}
ONE, TWO = "x", "y"
__all__ = ["first", "TABLE"]


def first(rows: list[int] | None, most: "int | None" = None) -> int | None:
    if not rows:
        return None
    note("привет", rows)
    try:
        return next(row for row in rows if row > 2 and most)
    except (LookupError, os.error):
        raise
'''


def _different(source: str, changed: str) -> str:
    return "\n".join(" ".join(line.split()) for line in changed.splitlines() if line not in source.splitlines())


def changes(source: str) -> set[tuple[int, str, str]]:
    """Every change: line, kind, and the changed line or what of it is left."""
    return {
        (place[0], mutation.name, _different(source, mutation.apply() or ""))
        for place, found in by_place(source).items()
        for mutation in found
    }


@pytest.mark.parametrize(
    "change",
    [
        (3, "drop a row", 'TABLE = { "b": (3, 4)}'),
        (3, "drop a row", 'TABLE = {"я": (1, 2), }'),
        (9, "drop an early way out", "pass"),
        (9, "ReplaceUnaryOperator_Delete_Not", "if rows:"),
        (11, "drop a call", "pass"),
        (14, "catch nothing", "except ():"),
        (13, "drop a filter", "return next(row for row in rows if True)"),
        (13, "drop a condition", "return next(row for row in rows if True and most)"),
        (13, "drop a condition", "return next(row for row in rows if row > 2 and True)"),
        (13, "ReplaceAndWithOr", "return next(row for row in rows if row > 2 or most)"),
        (13, "ReplaceComparisonOperator_Gt_GtE", "return next(row for row in rows if row >= 2 and most)"),
        (13, "NumberReplacer", "return next(row for row in rows if row > 3 and most)"),
    ],
)
def test_it_makes_the_slips_that_people_make(change: tuple[int, str, str]):
    assert change in changes(SOURCE)


def test_types_docstrings_and_what_only_a_checker_reads_are_left_alone():
    assert {place[0] for place in by_place(SOURCE)} == {3, 9, 11, 13, 14}


def test_in_a_table_only_whole_rows_are_dropped():
    assert len([1 for line, name, _ in changes(SOURCE) if name == "drop a row"]) == 2


def test_the_same_seed_draws_the_same_changes_and_each_place_once():
    first, again = (drawn(ROOT, "bot/rules/guide", 7, 10) for _ in range(2))
    assert [(each.file, each.changed) for each in first] == [(each.file, each.changed) for each in again]
    assert len({(each.file, each.mutation.place) for each in first}) == 10
    assert [each.changed for each in first] != [each.changed for each in drawn(ROOT, "bot/rules/guide", 8, 10)]
    assert all(compiles(each.changed) and each.diff for each in first)


def test_what_is_known_to_be_harmless_is_not_drawn(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    (tmp_path / "bot").mkdir()
    (tmp_path / "bot/small.py").write_text("LEFT = 1 < 2\n")
    listed = tmp_path / "harmless.toml"
    listed.write_text("harmless = []\n")
    monkeypatch.setattr(mutants, "HARMLESS", listed)
    diffs = ["\n".join(each.diff) for seed in range(60) for each in drawn(tmp_path, "bot", seed, 3)]
    assert "-LEFT = 1 < 2\n+LEFT = 1 <= 2" in diffs
    listed.write_text(
        '[[harmless]]\nfile = "bot/small.py"\nwhy = "so"\ndiff = """\n- LEFT = 1 < 2\n+ LEFT = 1 <= 2"""\n'
    )
    diffs = ["\n".join(each.diff) for seed in range(60) for each in drawn(tmp_path, "bot", seed, 3)]
    assert "-LEFT = 1 < 2\n+LEFT = 1 <= 2" not in diffs


def test_what_is_listed_as_harmless_is_still_in_the_code():
    listed = known(HARMLESS)
    assert len({(file, *diff) for file, diff in listed}) == len(listed)
    for pattern, diff in listed:
        texts = (" ".join(path.read_text("utf-8").split()) for path in ROOT.glob(pattern))
        before = " ".join(line[1:] for line in diff if line[0] == "-")
        assert any(before in text for text in texts), (pattern, diff)


def test_every_harmless_change_has_its_reason():
    assert all(each["why"] for each in tomllib.loads(HARMLESS.read_text("utf-8"))["harmless"])


def test_tests_that_import_the_module_come_first_and_then_those_of_its_floor():
    importing, close, others = nearest(ROOT, "bot/rules/guide/guide.py")
    assert "tests/rules/test_guide.py" in importing
    assert "tests/rules/test_slang.py" in close
    assert "tests/flows/tickets/test_closing.py" in others
    assert not {*importing} & {*close}
    assert not {*close} & {*others}


@pytest.mark.parametrize(
    ("test", "changed", "expected"),
    [
        ("assert small.less(1, 2)", "return a > b", Fate.NOTICED),
        ("assert small.less(1, 2)", "return a <= b", Fate.ALIVE),
        ("assert False", "return a > b", Fate.UNSURE),
        ("import os; os._exit(3 * small.less(2, 1))", "return a > b", Fate.NOTICED),
    ],
)
def test_a_change_is_noticed_if_a_test_fails_that_passes_without_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, test: str, changed: str, expected: Fate
):
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")  # a second for each that is of no use here
    monkeypatch.setattr(mutants, "QUIETLY", ("-q", "-x"))
    source = "def less(a, b):\n    return a < b\n"
    (tmp_path / "tests").mkdir()
    (tmp_path / "bot").mkdir()
    (tmp_path / "bot/small.py").write_text(source)
    (tmp_path / "tests/test_small.py").write_text(f"from bot import small\n\n\ndef test_it():\n    {test}\n")
    (tmp_path / "pytest.ini").write_text("[pytest]\npythonpath = .\n")
    mutation = next(iter(by_place(source).values()))[0]
    mutant = Mutant("bot/small.py", mutation, source, source.replace("return a < b", changed))
    assert fate(tmp_path, mutant) is expected
    assert (tmp_path / "bot/small.py").read_text() == source
