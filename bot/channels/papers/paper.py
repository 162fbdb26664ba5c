"""What all papers share: the page, the fonts that are shipped, the lines, tables and signatures on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from bot.rules.text import one_line, undirected

FONT = "DejaVu"
SIZE = 9.0
LINE = 4.4
"""Millimetres from one line to the next at SIZE."""
_FONTS = Path(__file__).with_name("fonts")
_MARGIN = 15.0
_WIDTH = 210 - 2 * _MARGIN
_LABEL = 28.0


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its head, its share of the width, and to which side it is written."""

    head: str
    share: float
    align: str = "L"


class Paper:
    """A page being written from above to below. Widths are millimetres."""

    width = _WIDTH

    def __init__(self, title: str, at: datetime) -> None:
        """Begin a paper with a title among its properties; `at` is when it was issued."""
        from fpdf import FPDF  # noqa: PLC0415 -- it takes a quarter of a second, and most starts need no paper

        self.pdf = FPDF(format="A4")
        self.pdf.set_title(title)
        self.pdf.set_creation_date(at)
        self.pdf.set_margin(_MARGIN)
        self.pdf.set_auto_page_break(auto=True, margin=_MARGIN)
        for style, name in (("", "DejaVuSans"), ("B", "DejaVuSans-Bold")):
            self.pdf.add_font(FONT, style, _FONTS / f"{name}.ttf")
        self.pdf.add_page()
        self.font()

    def font(self, size: float = SIZE, *, bold: bool = False) -> None:
        """Write on in this size."""
        self.pdf.set_font(FONT, "B" if bold else "", size)

    def say(self, text: str, *, bold: bool = False, size: float = SIZE, align: str = "L") -> None:
        """Write a paragraph over the whole width."""
        self.font(size, bold=bold)
        self.pdf.multi_cell(0, LINE * size / SIZE, shown(text), align=align, new_x="LMARGIN", new_y="NEXT")
        self.font()

    def gap(self, height: float = 3.0) -> None:
        """Leave room."""
        self.pdf.ln(height)

    def rule(self) -> None:
        """Draw a line over the whole width."""
        y = self.pdf.get_y() + 1
        self.pdf.set_line_width(0.5)
        self.pdf.line(_MARGIN, y, _MARGIN + _WIDTH, y)
        self.pdf.set_line_width(0.2)
        self.pdf.ln(3.5)

    def labelled(self, label: str, text: str, *, bold: bool = True) -> None:
        """Write «Поставщик:» and beside it who that is."""
        top = self.pdf.get_y()
        self.pdf.multi_cell(_LABEL, LINE, label, align="L", new_x="RIGHT", new_y="TOP")
        self.font(bold=bold)
        self.pdf.multi_cell(_WIDTH - _LABEL, LINE, shown(text), align="L", new_x="LMARGIN", new_y="NEXT")
        self.font()
        self.pdf.set_y(max(self.pdf.get_y(), top + LINE) + 1.5)

    def table(self, columns: Sequence[Column], lines: Sequence[Sequence[str]]) -> None:
        """Draw a table with a head; it goes on over the page."""
        widths = tuple(each.share for each in columns)
        aligns = tuple(each.align for each in columns)
        with self.pdf.table(col_widths=widths, text_align=aligns, line_height=LINE, padding=1) as table:
            table.row([each.head for each in columns])
            for line in lines:
                table.row([shown(each) for each in line])

    def totals(self, lines: Sequence[tuple[str, str]]) -> None:
        """Write sums with their names at the right edge."""
        self.font(bold=True)
        for name, value in lines:
            self.pdf.cell(_WIDTH - 35, LINE + 0.6, name, align="R")
            self.pdf.cell(35, LINE + 0.6, value, align="R", new_x="LMARGIN", new_y="NEXT")
        self.font()

    def signature(self, title: str, name: str, left: float = _MARGIN, width: float = _WIDTH) -> None:
        """Draw a line to sign on, with who signs."""
        line = 32.0
        top = self.pdf.get_y()
        self.pdf.set_x(left)
        self.pdf.multi_cell((width - line) / 2, LINE, shown(title), align="L", new_x="RIGHT", new_y="NEXT")
        below = self.pdf.get_y()
        self.pdf.line(left + (width - line) / 2, below, left + (width + line) / 2, below)
        self.pdf.set_xy(left + (width + line) / 2 + 2, top)
        self.pdf.multi_cell((width - line) / 2 - 2, LINE, shown(name), align="L", new_x="LMARGIN", new_y="NEXT")
        self.pdf.set_xy(_MARGIN, max(below, self.pdf.get_y()) + 6)

    def needs(self, height: float) -> None:
        """Begin another page unless this one has so much room left."""
        if self.pdf.will_page_break(height):
            self.pdf.add_page()

    def made(self) -> bytes:
        """Return the finished paper."""
        return bytes(self.pdf.output())


def shown(text: str) -> str:
    """Return people's words as a page takes them: in one line, and without what the font lacks."""
    known = "".join(each for each in undirected(text) if ord(each) in _glyphs() or each.isspace())
    return one_line(known)


@cache
def _glyphs() -> frozenset[int]:
    from fontTools.ttLib import TTFont  # noqa: PLC0415 -- as above

    with TTFont(_FONTS / "DejaVuSans-Bold.ttf", lazy=True) as font:
        found: Any = font.getBestCmap()
        return frozenset(found)
