"""What operators write in a topic and seem to mean for each other: «кто возьмёт?», «беру», «@gleb глянь» (3.1).

It would reach the requester. Only what hardly anybody says to a requester counts: «коллеги» is how companies address
each other, too.
"""

import re

LIMIT = 80
"""Characters of the longest text that is taken for talk among operators."""
_ASKS_WHO = re.compile(
    r"\bкто\b(?:\s+\w+){0,3}?\s+(?:возьм[её]т\w*|бер[её]т\w*|займ[её]тся|подхватит|глянет|свободен|дежурит|на\s+смене)\b"
    r"|\bкто\s+(?:свободен|дежурный|на\s+смене)\b|\bwho\s+(?:takes|is\s+taking|can\s+take|will\s+take|is\s+free)\b",
    re.IGNORECASE,
)
_TAKES = re.compile(
    r"(?:я\s+)?(?:беру|возьму|заберу|забираю|взял|взяла)(?:\s+(?:себе|это|его|е[её]|я))?[.!)]*"
    r"|i(?:'ll| will) take (?:it|this)[.!]*",
    re.IGNORECASE,
)
_HANDS_OVER = re.compile(
    r"\b(?:возьми|забери|глянь|подхвати)\b.*\b(?:тикет|заявк[уи]|обращени[ея]|клиент\w*|пользовател\w*)\b",
    re.IGNORECASE,
)
_MENTION = re.compile(r"@[A-Za-z]\w{3,}\b")


def is_to_colleagues(text: str) -> bool:
    """Tell whether a text is talk among operators by all appearances."""
    said = " ".join(text.split())
    if not said or len(said) > LIMIT:
        return False
    return bool(_MENTION.match(said) or _TAKES.fullmatch(said) or _ASKS_WHO.search(said) or _HANDS_OVER.search(said))
