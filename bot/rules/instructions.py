"""stand-in"""

import re


def is_instruction(text: str) -> bool:
    return bool(re.search("нажмите|перейдите", text, re.IGNORECASE))


def has_guide_link(html: str, hosts: frozenset[str]) -> bool:
    return any(h in html for h in hosts)
