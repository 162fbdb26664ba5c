"""How often the rules about words are right on labelled texts (sets/README.md): python -m tests.rules.words.

Odd lines of a set are for development, even ones are kept: `--missed` lists what fails among the first only.
"""

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from bot.rules.moderation.moderation import judge
from bot.rules.tickets import thanks
from tests.rules.sets import times
from tests.rules.sets.outside import measure

SETS = Path(__file__).parent / "sets"


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table: which texts, what is to be true of each, and the share that is wanted."""

    name: str
    texts: Callable[[], list[str]]
    right: Callable[[str], bool]
    wanted: float
    """Of 1; a share of texts for which `right` holds."""


def texts(name: str) -> list[str]:
    """Return the texts of a set in its order."""
    return [line.split("\t")[0] for line in (SETS / f"{name}.tsv").read_text(encoding="utf-8").splitlines()]


def noticed_as_jargon(text: str) -> bool:
    """Tell whether a text is held by 3.5, or sent with a hint."""
    verdict = judge(text, {})
    return bool(verdict.slang or verdict.hints)


def held_for_jargon(text: str) -> bool:
    """Tell whether 3.5 speaks against a text."""
    return bool(judge(text, {}).slang)


def held_for_obscenity(text: str) -> bool:
    """Tell whether 3.1 speaks against a text."""
    return bool(judge(text, {}).obscene)


def _sent(text: str) -> str:
    """Return what «Исправить и отправить» would send; «-» where there is no such button."""
    return judge(text, {}).corrected or "-"


_RIGHT = dict(line.split("\t") for line in (SETS / "corrections.tsv").read_text(encoding="utf-8").splitlines())
_MASKED = [
    f"Да {word.format(sign)} опять"
    for sign in ".…-_%?!+•*@#$~=^&/|№§"
    for word in ("х{}й", "п{}здец", "с{}ка", "бл{}дь", "за{}бали", "пи{}дец", "му{}ак", "х{}йня")
]
"""Words with each sign in the place of a letter."""

ROWS = [
    Row("jargon held or hinted at (3.5)", lambda: texts("jargon"), noticed_as_jargon, 0.85),
    Row("clean sentences pass (3.5)", lambda: texts("clean"), lambda text: not held_for_jargon(text), 0.99),
    Row("the same of what looks obscene", lambda: texts("decent"), lambda text: not held_for_jargon(text), 0.99),
    Row(
        "corrections right or none", lambda: texts("corrections"), lambda text: _sent(text) in (_RIGHT[text], "-"), 0.99
    ),
    Row("of masks, each sign (3.1)", lambda: _MASKED, held_for_obscenity, 0.97),
    Row("obscene held (3.1)", lambda: texts("obscene"), held_for_obscenity, 0.97),
    Row("insults held (3.1)", lambda: texts("insults"), held_for_obscenity, 0.85),
    Row("decent sentences pass (3.1)", lambda: texts("decent"), lambda text: not held_for_obscenity(text), 0.99),
    Row("clean sentences pass (3.1)", lambda: texts("clean"), lambda text: not held_for_obscenity(text), 0.99),
]


def _lines(name: str) -> list[str]:
    """Return the lines of a blind set: a text, and behind a tab what is right, «|» between several."""
    return (SETS / f"blind/{name}.tsv").read_text(encoding="utf-8").splitlines()


def _as_meant(read: Callable[[str], str]) -> Callable[[str], bool]:
    """Return what tells whether a line is read as it was meant."""

    def is_right(line: str) -> bool:
        text, _, meant = line.partition("\t")
        return read(text) in meant.split("|")

    return is_right


def _instructs(text: str) -> str:
    return "yes" if judge(text, {}).instructs else "no"


def _starts_clock(line: str) -> bool:
    """Tell whether a clock of 3.3 is started where it should be: below «Вопрос решён?» by all but yes and thanks."""
    text, _, meant = line.partition("\t")
    asks = thanks.read(text, "text", asked=True) is thanks.Said.QUESTION
    return asks in {each not in ("yes", "thanks") for each in meant.split("|")}


def _asks(line: str) -> bool:
    """Tell whether thanks are told from questions."""
    text, _, meant = line.partition("\t")
    asks = thanks.read(text, "text") is thanks.Said.QUESTION
    return asks in {each == "question" for each in meant.split("|")}


BLIND = [
    Row("blind: jargon noticed (3.5)", lambda: texts("blind/jargon"), noticed_as_jargon, 0.85),
    Row("blind: clean pass (3.5)", lambda: texts("blind/clean"), lambda text: not held_for_jargon(text), 0.99),
    Row("blind: obscene held (3.1)", lambda: texts("blind/obscene"), held_for_obscenity, 0.97),
    Row("blind: insults held (3.1)", lambda: texts("blind/insults"), held_for_obscenity, 0.85),
    Row("blind: decent pass (3.1)", lambda: texts("blind/decent"), lambda text: not held_for_obscenity(text), 0.99),
    Row("blind: instructions or not (3.6)", lambda: _lines("instructions"), _as_meant(_instructs), 0.95),
    Row("blind: promises or not (3.4)", lambda: _lines("promises"), _as_meant(measure.promise), 0.95),
    Row("blind: deadlines as meant (4.3)", lambda: _lines("deadlines"), _as_meant(measure.deadline), 0.95),
    Row("blind: answers (3.2, 3.3)", lambda: _lines("answers"), _starts_clock, 0.97),
    Row("blind: thanks or not (3.3)", lambda: _lines("thanks"), _asks, 0.97),
]
"""Instructions (3.6), promises (3.4), times (4.3) and the search of the guide have theirs in sets/times.py."""


def counted(row: Row, which: Iterable[str]) -> str:
    """Say how many of some texts are right, and their share."""
    right = [row.right(text) for text in which]
    return shown(times.Share(sum(right), len(right)))


def shown(share: times.Share) -> str:
    """Write a share as the table has it."""
    return f"{share.right:4} of {share.of:3} {share.right / max(1, share.of):7.1%}"


def missed(row: Row) -> list[str]:
    """Return the texts of the development half that are not right."""
    return [text for text in row.texts()[::2] if not row.right(text)]


def main(*arguments: str) -> None:
    """Print the table, the halves side by side."""
    print(f"{'':34}{'development':>21}{'kept':>21}{'wanted':>9}")
    for row in (*ROWS, *BLIND):
        every = row.texts()
        print(f"{row.name:34}{counted(row, every[::2]):>21}{counted(row, every[1::2]):>21}{row.wanted:>8.0%}")
        if "--missed" in arguments:
            print(*(f"    {text}" for text in missed(row)), sep="\n")
    for each in times.rows():
        print(f"{each.what:34}{shown(each.development):>21}{shown(each.kept):>21}{each.wanted:>8.0%}")


if __name__ == "__main__":
    main(*sys.argv[1:])
