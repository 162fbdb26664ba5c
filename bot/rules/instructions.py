"""Instructions and their links (3.6). STAND-IN: two verbs only; the detector is being made elsewhere, same names."""

import re

_DO = re.compile(r"\b(?:нажмите|перейдите)\b", re.IGNORECASE)


def is_instruction(text: str) -> bool:
    """Tell whether a text tells somebody step by step what to do."""
    return _DO.search(text) is not None


def has_guide_link(html: str, hosts: frozenset[str]) -> bool:
    """Tell whether a text links to one of these hosts."""
    return any(host in html for host in hosts)
