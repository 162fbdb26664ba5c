"""The whole dictionary of pymorphy3, three million forms, looked through along its graph."""

from collections.abc import Collection, Iterator
from functools import cache

from pymorphy3.dawg import WordsDawg

END = 1
"""The edge that leads out of a word, to what is known about it."""


def forms_with(words: WordsDawg, parts: Collection[str]) -> Iterator[str]:
    """Yield the forms that have one of the parts.

    Edges are bytes of UTF-8. What words have in common is walked once, and what leads to no part is left: reading
    every form takes ten times as long.
    """
    graph, guide = words.dct, words.guide
    after = _following(parts)

    @cache
    def endings(node: int, read: bytes | None) -> list[bytes]:
        found, edge = [], guide.child(node)
        while edge:
            next_node, letter = graph.follow_char(edge, node), bytes((edge,))
            if edge != END:
                found += [letter + ending for ending in endings(next_node, after(read, letter))]
            elif read is None:
                found.append(b"")
            edge = guide.sibling(next_node)
        return found

    return (form.decode() for form in endings(graph.ROOT, b""))


def _following(parts: Collection[str]):
    """Return a function from what was read of a part, None once one was read in full, and a letter to what is then."""
    whole = tuple(part.encode() for part in parts)
    begun = {part[:length] for part in whole for length in range(len(part))}

    @cache
    def after(read: bytes | None, letter: bytes) -> bytes | None:
        if read is None or (read + letter).endswith(whole):
            return None
        return next(rest for at in range(len(read) + 2) if (rest := (read + letter)[at:]) in begun)

    return after
