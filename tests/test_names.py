"""One feature, one name on every floor: an alias says from which floor a module of the same name comes."""

import ast
from pathlib import Path

ROOT = Path(__file__).parents[1]
OURS = ("bot", "handlers", "keyboards", "db")
SUFFIXES = {"bot.rules": "_rules", "db": "_rows", "keyboards": "_keyboard"}


def aliases() -> list[tuple[str, str, str, str]]:
    """File, module, name and alias of every aliased import of our own."""
    found = []
    for path in (path for folder in OURS for path in sorted((ROOT / folder).rglob("*.py"))):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module and node.module.partition(".")[0] in OURS:
                found += [(path.name, node.module, each.name, each.asname) for each in node.names if each.asname]
    return found


def test_an_alias_names_the_floor_it_comes_from():
    assert aliases()
    for file, module, name, alias in aliases():
        floor = next((each for each in SUFFIXES if module == each or module.startswith(f"{each}.")), None)
        assert floor is not None, f"{file}: {name} as {alias}"
        assert alias == name + SUFFIXES[floor], f"{file}: {name} as {alias}"
