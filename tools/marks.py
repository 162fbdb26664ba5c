"""Every mark of the code as Python reads it: the extractor reads tokens, and passes over marks inside f-strings."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

ONE, LATER, MANY = "_", "N_", "ngettext"
MARKS = (ONE, LATER, MANY)
_NAMED = {"gettext": ONE, "ngettext": MANY, "N_": LATER}
_LATER = (ast.Name, ast.Attribute, ast.Subscript, ast.Call)
"""What a mark may stand around besides a text: whatever holds one that is marked where it is written."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A call that marks a text, or what is wrong with it."""

    line: int
    texts: tuple[str, ...] = ()
    """One text, or those of a plural; empty where the text is marked elsewhere, or the mark is wrong."""
    fault: str = ""


def marks(source: str) -> Iterator[Mark]:
    """Yield every mark of a source, and every import that gives one another name."""
    tree = ast.parse(source)
    inside = {id(each) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for each in ast.walk(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            yield from _renamed(node)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKS:
            fault = "a mark inside an f-string" if id(node) in inside else ""
            yield Mark(node.lineno, fault=fault) if fault else _read(node, node.func.id)


def _read(call: ast.Call, name: str) -> Mark:
    wanted = call.args[:1] if name == LATER or len(call.args) == 1 else call.args[:2]
    texts = tuple(each.value for each in wanted if isinstance(each, ast.Constant) and isinstance(each.value, str))
    if texts and len(texts) == len(wanted):
        return Mark(call.lineno, texts)
    elsewhere = name == ONE and len(wanted) == 1 and isinstance(wanted[0], _LATER) and not _is_made(wanted[0])
    return Mark(call.lineno, fault="" if elsewhere else "a mark of no plain text")


def _is_made(node: ast.expr) -> bool:
    """Tell whether a text is made on the spot, as by `"…".format(…)`: no catalog knows what comes out."""
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and isinstance(node.func.value, _TEXTS)


_TEXTS = (ast.Constant, ast.JoinedStr)


def _renamed(node: ast.ImportFrom) -> Iterator[Mark]:
    for each in node.names:
        here = each.asname or each.name
        if each.name in _NAMED and (node.module or "").endswith(("i18n", "text")) and here != _NAMED[each.name]:
            yield Mark(node.lineno, fault=f"{each.name} is imported as {here}, not {_NAMED[each.name]}")
        elif each.name.startswith("lazy_"):
            yield Mark(node.lineno, fault=f"{each.name} is a mark that is not looked for")
