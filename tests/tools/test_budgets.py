"""Lengths are measured as DESIGN says, and what is too long is named."""

from pathlib import Path

import pytest

from tools.budgets import FILES, FUNCTIONS, Budget, Piece, excesses, figures, functions_of, main, sources_of

SOURCE = '''
def short():
    return 1


@decorated
async def told(x):
    """Two lines
    of words."""
    if x:
        return 2

    return 3


class Thing:
    def method(self):
        def inner():
            return 4

        return inner
'''


def pieces(*lines: int) -> list[Piece]:
    return [Piece(count, f"piece{index}") for index, count in enumerate(lines)]


def test_a_function_runs_from_def_to_its_end_without_the_docstring():
    assert {piece.name: piece.lines for piece in functions_of(SOURCE, "a.py")} == {
        "a.py:2 short": 2,
        "a.py:7 told": 5,
        "a.py:17 method": 5,
        "a.py:18 inner": 2,
    }


def test_figures_are_one_line():
    assert figures(FILES, pieces(*range(1, 11))) == "files: 10, median 5.5, p90 9, max 10 lines"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ((), []),
        ((9, 9, 9), []),
        ((9, 10, 10), ["functions: median 10 > 9"]),
        ((1,) * 9 + (60,), []),
        ((1,) * 9 + (61,), ["piece9: 61 > 60"]),
        ((1,) * 8 + (31, 31), ["functions: p90 31 > 30"]),
        ((1,) * 18 + (70, 65), ["piece18: 70 > 60", "piece19: 65 > 60"]),
    ],
)
def test_what_is_beyond_the_budget_is_named_longest_first(lines: tuple[int, ...], expected: list[str]):
    assert list(excesses(FUNCTIONS, pieces(*lines))) == expected


def test_files_have_no_percentile():
    assert list(excesses(Budget("files", median=100, maximum=400), pieces(1, 1, 1, 400))) == []


def test_empty_files_and_numbered_migrations_do_not_count(tmp_path: Path):
    for name in ("bot/__init__.py", "bot/app.py", "db/migrations/env.py", "db/migrations/versions/0001_start.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("" if "__init__" in name else "x = 1\n")
    found = [str(path.relative_to(tmp_path)) for path in sources_of(tmp_path, ("bot", "db"))]
    assert found == ["bot/app.py", "db/migrations/env.py"]


def test_the_command_prints_the_figures_and_fails_on_a_long_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    (tmp_path / "bot").mkdir()
    (tmp_path / "tests").mkdir()
    (tmp_path / "bot" / "a.py").write_text("x = 1\n" * 50)
    (tmp_path / "tests" / "test_a.py").write_text("x = 1\n" * 100)
    assert main(tmp_path) == 0
    assert "tests: 2.00 lines for each line of code\n" in capsys.readouterr().out
    (tmp_path / "bot" / "b.py").write_text("x = 1\n" * 401)
    assert main(tmp_path) == 1
    assert capsys.readouterr().out.endswith("files: median 225.5 > 100\nbot/b.py: 401 > 400\n")
