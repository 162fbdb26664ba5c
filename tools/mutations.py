"""Small changes to a source: those of cosmic-ray that could be a slip of ours, and some of our own.

A position is a place in a file at which something can be changed; most can be changed in several ways.
"""

import ast
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import accumulate

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names

Place = tuple[int, int]
"""Line, from 1, and column in characters, from 0."""
Table = ast.Tuple | ast.List | ast.Set | ast.Dict

_SLIPS = re.compile(
    r"core/(?:ReplaceBinaryOperator_(?:Add_Sub|Sub_Add|Mul_FloorDiv|Div_Mul|FloorDiv_Mul|Mod_FloorDiv|BitOr_BitAnd"
    r"|BitAnd_BitOr|BitAnd_BitXor)|ReplaceComparisonOperator_(?:Is_IsNot|IsNot_Is|(?!Is)[A-Za-z]+_(?!Is)[A-Za-z]+)"
    r"|ReplaceUnaryOperator_Delete_\w+|AddNot|Replace(?:True|False|And|Or|Break|Continue)With\w+"
    r"|NumberReplacer|RemoveDecorator|ZeroIterationForLoop)"
)
"""The rest of cosmic-ray fails with a TypeError wherever it runs, or changes nothing: `==` and `is` of enums."""
_LEAVING = (ast.Return, ast.Raise, ast.Continue, ast.Break)


@dataclass(frozen=True, slots=True)
class Mutation:
    """A change at a place; `apply` returns the whole changed source, or None where it cannot be changed."""

    place: Place
    name: str
    apply: Callable[[], str | None]


def by_place(source: str) -> dict[Place, list[Mutation]]:
    """Return what can be changed at each position; annotations and aliases of types are left out."""
    found: dict[Place, list[Mutation]] = defaultdict(list)
    text = _Text(source)
    types = [(text.place(start), text.place(end)) for start, end in map(text.span, _types(text.tree))]
    for mutation in (*_of_cosmic_ray(source), *_of_ours(text)):
        if not any(start <= mutation.place < end for start, end in types):
            found[mutation.place].append(mutation)
    return found


def compiles(source: str) -> bool:
    """Tell whether Python reads a source."""
    try:
        compile(source, "", "exec")
    except SyntaxError:
        return False
    return True


def _of_cosmic_ray(source: str) -> Iterator[Mutation]:
    nodes = list(ast_nodes(get_ast(source)))
    for name in filter(_SLIPS.fullmatch, operator_names()):
        operator = get_operator(name)()
        places = (start for node in nodes for start, _ in operator.mutation_positions(node))
        for occurrence, (line, column) in enumerate(places):
            change = partial(mutate_code, source, operator, occurrence)
            yield Mutation((line, column), name.removeprefix("core/"), change)


def _types(tree: ast.Module) -> Iterator[ast.expr]:
    """What is a type: annotations, and what a name in CamelCase of a module stands for."""
    for node in ast.walk(tree):
        for each in (getattr(node, "annotation", None), getattr(node, "returns", None)):
            if isinstance(each, ast.expr):
                yield each
    for node in tree.body:
        if isinstance(node, ast.Assign) and re.fullmatch("[A-Z]+[a-z]\\w*", ast.unparse(node.targets[0])):
            yield node.value


class _Text:
    """A source whose pieces are exchanged by the spans of its nodes, in bytes as `ast` counts them."""

    def __init__(self, source: str) -> None:
        self.tree = ast.parse(source)
        self._bytes = source.encode()
        self._starts = [0, *accumulate(map(len, self._bytes.splitlines(keepends=True)))]

    def span(self, node: ast.expr | ast.stmt) -> tuple[int, int]:
        last, end = node.end_lineno or node.lineno, node.end_col_offset or node.col_offset
        return self._starts[node.lineno - 1] + node.col_offset, self._starts[last - 1] + end

    def place(self, at: int) -> Place:
        line = bisect_right(self._starts, at)
        return line, len(self._bytes[self._starts[line - 1] : at].decode())

    def put(self, name: str, node: ast.expr | ast.stmt, words: str) -> Mutation:
        """Return the change that puts other words in the place of a node."""
        return self._change(name, *self.span(node), words)

    def without(self, name: str, first: ast.expr, last: ast.expr) -> Mutation:
        """Return the change that leaves out what goes from one node to another, with the comma after it."""
        end = self.span(last)[1]
        comma = re.compile(rb"\)*\s*,").match(self._bytes, end)
        return self._change(name, self.span(first)[0], comma.end() if comma else end, "")

    def _change(self, name: str, start: int, end: int, words: str) -> Mutation:
        changed = self._bytes[:start] + words.encode() + self._bytes[end:]
        return Mutation(self.place(start), name, changed.decode)


def _of_ours(text: _Text) -> Iterator[Mutation]:
    for table in _tables(text.tree):
        for first, last in _rows(table):
            yield text.without("drop a row", first, last)
    for node in ast.walk(text.tree):
        if isinstance(node, ast.If) and not node.orelse and isinstance(node.body[-1], _LEAVING):
            yield text.put("drop an early way out", node, "pass")
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call | ast.Await):
            yield text.put("drop a call", node, "pass")
        elif isinstance(node, ast.ExceptHandler) and node.type:
            yield text.put("catch nothing", node.type, "()")
        elif isinstance(node, ast.comprehension):
            yield from (text.put("drop a filter", condition, "True") for condition in node.ifs)
        elif isinstance(node, ast.BoolOp):
            nothing = "True" if isinstance(node.op, ast.And) else "False"
            yield from (text.put("drop a condition", condition, nothing) for condition in node.values)


def _tables(tree: ast.Module) -> Iterator[Table]:
    """What is written row by row in a constant of a module: the outermost literal, not what is within its rows.

    Several constants in one line are no table, and mypy reads `__all__`.
    """
    waiting: list[ast.AST] = []
    for node in tree.body:
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            target = node.target if isinstance(node, ast.AnnAssign) else node.targets[0]
            waiting += [node.value] if isinstance(target, ast.Name) and target.id != "__all__" else []
    while waiting:
        each = waiting.pop()
        if isinstance(each, Table):
            yield each
        else:
            waiting.extend(ast.iter_child_nodes(each))


def _rows(table: Table) -> Iterator[tuple[ast.expr, ast.expr]]:
    """The first and the last node of each row, if there are two or more; what is unpacked has no key to begin at."""
    if isinstance(table, ast.Dict):
        rows = [(key, value) for key, value in zip(table.keys, table.values, strict=True) if key is not None]
    else:
        rows = [(row, row) for row in table.elts]
    yield from rows if len(rows) > 1 else ()
