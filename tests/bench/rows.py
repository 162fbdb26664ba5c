"""Lines of a table of Markdown: the desk's figure against a yardstick and a goal."""

from collections.abc import Iterable
from dataclasses import dataclass

HEADINGS = ("measured", "yardstick", "desk", "desk / yardstick", "goal", "met")


@dataclass(frozen=True, slots=True)
class Goal:
    """At most or at least so much."""

    text: str
    met: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A line as it is read; `goal` None where a figure is only told."""

    name: str
    yardstick: str
    ours: str
    compared: str
    goal: Goal | None

    def cells(self) -> tuple[str, ...]:
        """Return the columns."""
        goal, met = (self.goal.text, "yes" if self.goal.met else "**no**") if self.goal else ("", "")
        return self.name, self.yardstick, self.ours, self.compared, goal, met


def at_most(found: float, bound: float, text: str = "≤ {:g}") -> Goal:
    """A goal from above; what could not be measured does not reach it."""
    return Goal(text.format(bound), found <= bound)


def at_least(found: float, bound: float) -> Goal:
    """A goal from below."""
    return Goal(f"≥ {bound:g}", found >= bound)


def ratio(
    name: str,
    yardstick: tuple[str, float],
    ours: float,
    form: str = "{:,.1f}",
    *,
    most: float | None = None,
    least: float | None = None,
) -> Row:
    """Compare by division."""
    whose, theirs = yardstick
    found = ours / theirs if theirs else float("nan")
    goal = at_most(found, most) if most is not None else at_least(found, least) if least is not None else None
    return Row(name, f"{whose} {form.format(theirs)}", form.format(ours), f"{found:.2f}", goal)


def table(rows: Iterable[Row]) -> str:
    """Write them one below the other."""
    cells = [HEADINGS, *(row.cells() for row in rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    cells.insert(1, tuple("-" * widths[0] if not at else "-" * (width - 1) + ":" for at, width in enumerate(widths)))
    return "\n".join(_line(each, widths) for each in cells)


def _line(cells: Iterable[str], widths: Iterable[int]) -> str:
    name, *figures = zip(cells, widths, strict=True)
    return " | ".join(["| " + name[0].ljust(name[1]), *(text.rjust(width) for text, width in figures)]) + " |"
