"""Makes the table of slang, bot/rules/moderation/lexicon/jargon.tsv: `python -m tools.forms`; `--check` compares it.

Words and their terms stand in tools/jargon/: stems with a class of paradigms.py, roots of verbs with their prefixes,
loaned ones with any prefix, and words of the dictionary that are slang beside some other words only. Every form of each
is made. A form that the dictionary knows as one of another word («логов»), or that goods.txt names, is left out.
"""

import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, repeat
from pathlib import Path

import pymorphy3

from bot.rules.moderation.lexicon.table import PREFIXES as PREFIXED
from tools.paradigms import CASES, LOCATIVE, MISSING, PERSONS, PLURAL, adjective, cases, participles, persons

SOURCES = Path(__file__).parent / "jargon"
TABLE = Path(__file__).parent.parent / "bot/rules/moderation/lexicon/jargon.tsv"
PREFIXES = ("", "за", "по", "от", "пере", "про", "до")
"""What «*» stands for."""
_OTHER = {"уть": "и ите", "ить": "ь ьте", "итьь": "и ите"}
"""Imperatives that a made-up verb may have as well."""
_EXPRESSIVE = ("нуть",)
"""Classes of verbs that have another one in «-ануть»: «глюкнуть», «глюкануть»."""
_LOANED = {"т": "чить", "с": "сить", "з": "зить", "д": "дить"}
"""Classes of a loaned verb by the last letter of its root, which they change."""
_HUSHING, _LABIAL, _VELAR, _VOWELS = "шжчщ", "пбмвф", "кгх", "аеиоуыэюя"
_TELLING = 5
"""Letters of a loaned root that is a noun by itself: shorter ones may be anything."""
_OF_LATIN = "ир"
_NOUN, _ONLY_SHOWN = "инг", ("shown",)
_ALTERNATING = {"сить": "с", "зить": "з", "тить": "т", "дить": "д", "лить": "", "шить": ""}
_WITHOUT_PASSIVES = 13
_UNCHANGED, _NUMBERLESS = "=", ("=", "nd", "pk")
_IMPERATIVE = re.compile(r"[йиь](?:те)?(?:ся|сь)?$")
_OF_SEVERAL = re.compile(r"[йиь]те(?:сь)?$")
"""How imperatives end."""
_FIRST_PERSONS = ("у", "ю", "м", "усь", "юсь", "мся")
_ACCUSATIVE = 3
"""Place of the accusative singular."""
_REPLACED, _SHOWN, _FORCED, _TASTE = " > ", " ~ ", "! ", "?"


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a source: what is slang, for what, and whether one can be put in the place of the other.

    `marks` are names of contexts («@machine», «@!goods») and «?» for a word of taste.
    """

    words: tuple[str, ...]
    forced: bool
    prefixes: tuple[str, ...]
    term: str
    replaced: bool
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Made:
    """A form and what is known of it: its term, and marks as bot/rules/moderation/lexicon/table.py reads them."""

    form: str
    term: str
    marks: tuple[str, ...]


def main(*arguments: str) -> int:
    """Write the table, or say whether the committed one is as it would be written: 1 when not."""
    made = table()
    if "--check" not in arguments:
        TABLE.write_text(made, encoding="utf-8")
        print(f"{TABLE.name}: {made.count(' ') + made.count(chr(10))} forms, {len(made.encode()) // 1024} KB")
        return 0
    if TABLE.read_text(encoding="utf-8") == made:
        return 0
    print(f"{TABLE.name} is not what tools/jargon makes: run python -m tools.forms")
    return 1


def table() -> str:
    """Return the table: lines of a term, its marks and the forms with both; of two forms alike the first counts."""
    known: dict[str, Made] = {}
    loans = {made.form: made for made in reversed([*_loans()])}
    for made in chain(_nouns(), _verbs(), _adjectives(), _words(), _of_dictionary()):
        if made.marks != _ONLY_SHOWN or not _is_of(made.form, loans):
            known.setdefault(made.form, made)
    lines: dict[tuple[str, tuple[str, ...]], list[str]] = defaultdict(list)
    for made in chain(known.values(), loans.values()):
        if made.form not in _goods():
            lines[_in_form(made), made.marks].append(made.form)
    return "".join(
        f"{term}\t{' '.join(marks)}\t{' '.join(sorted(forms))}\n" for (term, marks), forms in sorted(lines.items())
    )


def _in_form(made: Made) -> str:
    """Return the term as an operator says the slang: «скиньте» is «пришлите», «скину» «пришлю»; else as it is.

    People are addressed with «вы», whatever the slang does. A term that is no verb stays as it is.
    """
    if "shown" not in made.marks:
        return made.term
    asked = frozenset({"impr", "plur", "excl"}) if _asks(made.form) else _said_of_oneself(made.form)
    said = [_inflected_verb(each, asked) for each in made.term.split(", ")] if asked else [None]
    return ", ".join(each for each in said if each is not None) if None not in said else made.term


def _said_of_oneself(form: str) -> frozenset[str]:
    """Return the tags of a first person that the dictionary knows, none of any other form."""
    if not form.endswith(_FIRST_PERSONS) or not _lemmas(form):
        return frozenset()
    tags = [parse.tag for parse in _analyzer().parse(form) if parse.is_known and "1per" in parse.tag]
    return frozenset({"1per", tags[0].number, tags[0].tense}) if tags else frozenset()


def _asks(form: str) -> bool:
    """Tell whether a form is an imperative; of what the dictionary does not know only a plural shows that."""
    if not _IMPERATIVE.search(form):
        return False
    known = [parse.tag for parse in _analyzer().parse(form) if parse.is_known] if _lemmas(form) else []
    return any("impr" in tag for tag in known) if known else _OF_SEVERAL.search(form) is not None


@cache
def _inflected_verb(term: str, tags: frozenset[str]) -> str | None:
    """Return a term that begins with an infinitive in another form, None where it does not or has none such."""
    first, space, rest = term.partition(" ")
    verb = next((each for each in _analyzer().parse(first) if each.tag.POS == "INFN"), None)
    found = verb.inflect(tags) if verb is not None else None
    return f"{found.word}{space}{rest}" if found is not None else None


def _is_of(form: str, loans: Mapping[str, Made]) -> bool:
    """Tell whether a form is found as that of a loaned verb, behind a prefix or without one."""
    if form in loans and "tied" not in loans[form].marks:
        return True
    rests = (form[len(prefix) :] for prefix in PREFIXED if form.startswith(prefix))
    return any(rest in loans and "bare" not in loans[rest].marks for rest in rests)


def entries(name: str) -> Iterator[Entry]:
    """Read a source line by line."""
    for line in (SOURCES / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            replaced = _SHOWN not in line
            forced = line.startswith(_FORCED)
            left, _, right = line.removeprefix(_FORCED).rpartition(_REPLACED if replaced else _SHOWN)
            prefixes, _, words = left.rpartition(" | ")
            term, marks = _parted(right)
            yield Entry(tuple(words.split(", ")), forced, tuple(_prefixes(prefixes)), term, replaced, marks)


def _parted(right: str) -> tuple[str, tuple[str, ...]]:
    parts = right.split()
    marks = tuple(part for part in parts if part.startswith("@") or part == _TASTE)
    return " ".join(part for part in parts if part not in marks), marks


def _prefixes(typed: str) -> Iterator[str]:
    for prefix in typed.split():
        yield from PREFIXES if prefix == "*" else [prefix.replace("-", "")]


def _nouns() -> Iterator[Made]:
    for entry in entries("nouns"):
        for word in entry.words:
            forms = _inflected(word, CASES)
            shown: list[str | None] = [entry.term] * len(forms)
            terms = _inflected(entry.term, CASES) if entry.replaced else shown
            for at, form in enumerate(forms):
                if form is not None and (entry.forced or _is_free(form, forms)):
                    term = terms[at] if at < len(terms) else None
                    marks = _noun_marks(word, entry.term, forms, terms, at) if entry.replaced else ("shown",)
                    if term is not None:
                        yield Made(_plain(form), term, (*marks, *entry.marks))


def _noun_marks(word: str, term: str, forms: list[str | None], terms: Sequence[str | None], at: int) -> tuple[str, ...]:
    """Tell what a term is like beside the slang: another gender, a number in doubt, a prepositional of its own."""
    marks = []
    form, gender, other = forms[at], _gender(word), _gender(term)
    nominatives = [forms[0]]
    if gender is not None and other not in (None, gender) and form in forms[:PLURAL]:
        marks.append(f"{gender}>{other}{'!' if form in nominatives else ''}")
    both = list(zip(forms, terms, strict=True))
    if form == forms[0] == forms[_ACCUSATIVE] and terms[0] != terms[_ACCUSATIVE]:
        marks.append("shown")  # «исправили баг», but «исправили ошибку»
    if any(single == form == plural and one != many for single, one in both[:PLURAL] for plural, many in both[PLURAL:]):
        marks.append("two")
    if form == forms[LOCATIVE] and terms[LOCATIVE] not in (None, terms[forms.index(form)]):
        marks.append(f"in={terms[LOCATIVE]}".replace(" ", "_"))
    if " " in term and not term.partition(":")[2].startswith("a"):
        marks.append("tail")
    return tuple(marks)


def _verbs() -> Iterator[Made]:
    for entry in entries("verbs"):
        for word in entry.words:
            stem, _, kind = word.partition(":")
            for prefix in dict.fromkeys(entry.prefixes):
                if entry.replaced:
                    yield from _replaced(f"{prefix}{stem}:{kind}", entry.term)
                else:
                    forms = _conjugated(prefix + stem, kind, rare=not prefix)
                    if prefix and _lemmas(_plain(forms[0])):  # «прилагать» is none of «лагать»
                        continue
                    yield from (
                        Made(_plain(form), entry.term, ("shown", *entry.marks))
                        for form in forms
                        if _is_free(form, forms)
                    )


def _replaced(word: str, term: str) -> Iterator[Made]:
    forms = _inflected(word, PERSONS)
    for form, proper in zip(forms, _inflected(term, PERSONS), strict=True):
        if form is not None and proper is not None and _is_free(form, forms):
            yield Made(_plain(form), proper, ("verb",))


def _conjugated(stem: str, kind: str, *, rare: bool) -> list[str]:
    kinds = [kind] if kind.endswith("ся") else [kind, f"{kind}ся"]
    forms = [*chain.from_iterable(persons(stem, each) for each in kinds), *participles(stem, kind, rare=rare)]
    both = [form for form in forms if form != MISSING]
    both += [stem + ending for ending in _OTHER.get(kind, "").split()]
    if kind in _EXPRESSIVE:
        both += persons(f"{stem}ан", "уть")[:_WITHOUT_PASSIVES]
    if kind in _ALTERNATING:  # «пофиксено» beside «пофикшено»
        both += [form for form in persons(stem + _ALTERNATING[kind], "ить") if form != MISSING]
    return list(dict.fromkeys(both))


def _loans() -> Iterator[Made]:
    for entry in entries("loans"):
        for root in entry.words:
            verbs = (form for stem, kind in _loaned(root) for form in _conjugated(stem, kind, rare=False))
            nouns = [] if root[-1] in _VOWELS or _lemmas(_plain(root + _NOUN)) else cases(root + _NOUN, "mk")
            for form in map(_plain, dict.fromkeys([*verbs, *nouns])):
                alone, prefixed = not _lemmas(form), not any(_lemmas(prefix + form) for prefix in PREFIXED)
                if alone or prefixed:
                    mark = "loan" if alone and prefixed else "bare" if alone else "tied"
                    yield Made(form, entry.term, ("shown", mark))
            if len(root) >= _TELLING and root[-1] not in _VOWELS and not _lemmas(_plain(root)):
                declined = dict.fromkeys(map(_plain, cases(root, _declined(root))))
                yield from (Made(form, entry.term, ("shown", "bare")) for form in declined if not _lemmas(form))


def _declined(root: str) -> str:
    """Return the class of a root as a noun: «алерт», «роллбэк», «стейдж»."""
    return "msh" if root[-1] in _HUSHING else "mk" if root[-1] in _VELAR else "m"


def _loaned(root: str) -> Iterator[tuple[str, str]]:
    """Return the stems and classes of a loaned verb: «форс» has «форсить», «форшу», «форсать» and «форснуть»."""
    if root[-1] in _VOWELS:
        yield root, "ойть"
        return
    if root.endswith(_OF_LATIN):
        yield root, "овать"
        return
    yield from ((root, "ать"), (root, "нуть"))
    yield root, "шить" if root[-1] in _HUSHING else "ить"
    if root[-1] in _LOANED:
        yield root[:-1], _LOANED[root[-1]]
    if root[-1] in _LABIAL:
        yield root, "лить"


def _adjectives() -> Iterator[Made]:
    for entry in entries("adjectives"):
        for word in entry.words:
            stem, _, kind = word.partition(":")
            forms = adjective(stem, kind)
            yield from (Made(_plain(form), entry.term, ("shown",)) for form in forms if _is_free(form, forms))


def _words() -> Iterator[Made]:
    for entry in entries("words"):
        mark = () if entry.replaced else ("shown",)
        yield from (
            Made(_plain(word), entry.term, (*mark, *entry.marks))
            for word in entry.words
            if entry.forced or entry.replaced or not _lemmas(_plain(word)) - {_plain(word)}
        )


def _of_dictionary() -> Iterator[Made]:
    for entry in entries("known"):
        for word in entry.words:
            parses = [parse for parse in _analyzer().parse(word) if parse.normal_form == word or not parse.is_known]
            forms = {each.word for parse in parses[:2] for each in parse.lexeme} | {word}
            marks = [f"?{_plain(word)}" if mark == _TASTE else mark for mark in entry.marks]
            yield from (Made(_plain(form), entry.term, ("shown", *marks)) for form in sorted(forms))


def _inflected(words: str, classes: dict[str, str]) -> list[str | None]:
    """Return every form of a term of one or more words; None where one of them has no such form."""
    columns = [_column(word, classes) for word in words.split()]
    return [" ".join(form) if MISSING not in form else None for form in zip(*columns, strict=False)]


def _column(word: str, classes: dict[str, str]) -> Iterable[str]:
    stem, _, kind = word.partition(":")
    if kind == _UNCHANGED:
        return repeat(stem)
    return cases(stem, kind) if classes is CASES else persons(stem, kind)


def _gender(words: str) -> str | None:
    """Return the gender of a noun of one or more words; None of what never changes, or is always in the plural."""
    kinds = [kind for word in words.split() if (kind := word.partition(":")[2]) not in _NUMBERLESS]
    nouns = [kind for kind in kinds if not kind.startswith("a")] or [kind[1:] for kind in kinds]
    return nouns[0][0] if nouns else None


@cache
def _analyzer() -> pymorphy3.MorphAnalyzer:
    return pymorphy3.MorphAnalyzer()


def _is_free(form: str, own: Sequence[str | None]) -> bool:
    """Tell whether the dictionary knows a form as none of another word than this one, whose first form is its name."""
    return own[0] is None or not _lemmas(_plain(form)) - {_plain(own[0])}


@cache
def _substitutes() -> object:
    return _analyzer().dictionary.words.compile_replaces({"е": "ё"})


@cache
def _lemmas(form: str) -> frozenset[str]:
    """Return the words of which a form is one; «е» may be «ё»."""
    words = _analyzer().dictionary.words
    if not words.similar_keys(form, _substitutes()):
        return frozenset()  # what is not known is not guessed at, which takes long
    return frozenset(_plain(parse.normal_form) for parse in _analyzer().parse(form) if parse.is_known)


@cache
def _goods() -> frozenset[str]:
    return frozenset(_plain((SOURCES / "goods.txt").read_text(encoding="utf-8")).split())


def _plain(form: str) -> str:
    return form.lower().replace("ё", "е")


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
