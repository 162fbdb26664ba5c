"""How operators write to requesters (3.1, 3.5, 3.6): what speaks against a text before it is delivered."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from html import escape

from bot.rules.moderation.among_operators import is_to_colleagues
from bot.rules.moderation.instructions import is_instruction
from bot.rules.moderation.names import belongs_to
from bot.rules.moderation.obscenity import obscenities
from bot.rules.moderation.slang import Slang, is_advice, slang
from bot.rules.moderation.treatments import Treatment, treatment
from bot.rules.refusals import Refused
from bot.rules.text import utf16_len
from bot.rules.visible import Visible, visible

TEXT_LIMIT, CAPTION_LIMIT = 4096, 1024
"""UTF-16 units of what people read."""
_NOTHING_CHOSEN: Mapping[str, Treatment] = {}


class Reason(StrEnum):
    """Why words, or what is to become of a held message, are refused."""

    OBSCENE = "obscene"
    """`word`."""
    SLANG = "slang"
    """`word`, `proper`: the term in its place."""
    ADVICE = "slang_advice"
    """`word`, `advice`: how to do without it, for it has no term."""
    TOO_LONG = "too_long_to_send"
    """With proper terms or a link the message has more than `limit` characters."""
    DECIDED = "decided"
    """What becomes of the message was decided before."""
    CLAIMED = "claimed"
    """Supervisors have been asked whether it is a name already."""
    CHANGED = "changed"
    """The message was edited since the question was asked."""


@dataclass(frozen=True, slots=True)
class Findings:
    """What speaks against a message. `slang` has each word with its proper term; `unlinked` lacks a guide link."""

    obscene: Sequence[str] = ()
    slang: Sequence[tuple[str, str]] = ()
    unlinked: bool = False
    articles: Sequence[tuple[int, str, str]] = ()
    """Id, title and link of what fits an instruction without a link."""
    aside: bool = False
    """It seems to be meant for colleagues."""
    is_name: bool = False
    """An operator says that what looks obscene is a name or a title, and supervisors are asked."""

    def __bool__(self) -> bool:
        """Tell whether there is anything."""
        return bool(self.obscene or self.slang or self.unlinked or self.aside)


@dataclass(frozen=True, slots=True)
class Hint:
    """A word that does not keep a message from being sent, and what is better; `name` is under what it is kept."""

    name: str
    word: str
    proper: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a text is like; `corrected` is its HTML with proper terms, `hints` are for its author alone.

    It is None when there is nothing to correct, or a term cannot just be put in the place of the slang.
    """

    obscene: tuple[str, ...]
    slang: tuple[tuple[str, str], ...]
    corrected: str | None
    instructs: bool
    hints: tuple[Hint, ...] = ()
    aside: bool = False
    """It seems to be meant for colleagues."""


def judge(
    html: str,
    own: Mapping[str, str] | None,
    chosen: Mapping[str, Treatment] = _NOTHING_CHOSEN,
    names: Collection[str] = (),
) -> Verdict:
    """Look at a text or caption; `own` are a company's own words and their terms, None lets slang pass.

    `chosen` is what supervisors want to become of a word. `names`, those of the ticket's own identity, pass. Both count
    in whatever case.
    """
    seen = visible(html)
    left = [*names, *(word for word, how in chosen.items() if how is Treatment.LEAVE)]
    obscene = tuple(dict.fromkeys(each.word for each in obscenities(seen.text) if not belongs_to(each.word, left)))
    held, hinted = _treated([] if own is None else slang(seen.text, own), seen.quoted, chosen, names)
    return Verdict(
        obscene,
        slang=tuple(dict.fromkeys((each.word, each.proper) for each in held)),
        corrected=_corrected(seen, [*held, *hinted.values()]) if held else None,
        instructs=is_instruction(seen.text),
        hints=tuple(Hint(name, each.word, each.proper) for name, each in hinted.items()),
        aside=is_to_colleagues(seen.text),
    )


def prepare() -> None:
    """Read the tables of words: the first message would wait a tenth of a second for it, and all others with it."""
    judge("<b>Вы тупой</b>: с.ервак упал, нажмите «Сохранить»", {})


def _treated(
    found: Sequence[Slang],
    quoted: Sequence[tuple[int, int]],
    chosen: Mapping[str, Treatment],
    names: Collection[str],
) -> tuple[list[Slang], dict[str, Slang]]:
    """Return what is held, and what is a hint by under what it is kept; what is quoted or a name is neither."""
    held: list[Slang] = []
    hinted: dict[str, Slang] = {}
    for each in found:
        if not belongs_to(each.word, names) and not any(start <= each.start < end for start, end in quoted):
            name, how = treatment(each, chosen)
            if how is Treatment.HOLD:
                held.append(each)
            elif how is Treatment.HINT:
                hinted.setdefault(name, each)
    return held, hinted


def _corrected(seen: Visible, found: Sequence[Slang]) -> str | None:
    if not all(each.fits for each in found):
        return None
    return seen.html_with([(each.start, each.end, each.proper) for each in found])


def check(verdict: Verdict) -> None:
    """Raise Refused over the first obscene or slang word."""
    for word in verdict.obscene:
        raise Refused(Reason.OBSCENE, word=word)
    for word, proper in verdict.slang:
        if is_advice(proper):
            raise Refused(Reason.ADVICE, word=word, advice=proper.lower())
        raise Refused(Reason.SLANG, word=word, proper=proper)


def check_length(kind: str, html: str) -> None:
    """Raise Refused when Telegram would not take a text or caption."""
    limit = TEXT_LIMIT if kind == "text" else CAPTION_LIMIT
    if utf16_len(visible(html).text) > limit:
        raise Refused(Reason.TOO_LONG, limit=str(limit))


def with_link(html: str, title: str, link: str) -> str:
    """Put a link to an article under a text that is HTML."""
    return f'{html}\n\n<a href="{escape(link)}">{escape(title, quote=False)}</a>'
