"""What became of a statement of the bank: what it paid, what is to be decided, what is none of invoices, and why."""

from collections.abc import Mapping
from typing import Any

from aiogram.utils.i18n import gettext as _
from aiogram.utils.i18n import ngettext

from bot.channels.telegram.notices import Words
from bot.phrasing import quoted, roubles
from db.guide.imports import DONE, Import
from keyboards.statements import begin


def words(going: Import, name: str) -> Words:
    """Word a statement that is being read, was taken in, or was cancelled; `name` is HTML."""
    if going.state != DONE:
        return Words(_("{file}: the file is being read.").format(file=name))
    said = going.columns or {}
    head = ngettext("{file}: {n} document was read.", "{file}: {n} documents were read.", going.total)
    lines = [head.format(file=name, n=going.total), _paid(said), *_others(said), *_unreadable(said)]
    waiting = said.get("undecided", 0)
    return Words("\n".join(lines), begin(waiting) if waiting else None)


def _paid(said: Mapping[str, Any]) -> str:
    count = said.get("paid", 0)
    if not count:
        return _("No invoice was paid by it.")
    names = ", ".join(map(quoted, said["invoices"])) + (", …" if count > len(said["invoices"]) else "")
    text = ngettext("✅ {n} invoice is paid, {sum}: {names}", "✅ {n} invoices are paid, {sum}: {names}", count)
    return text.format(n=count, sum=roubles(said["kopecks"]), names=names)


def _others(said: Mapping[str, Any]) -> list[str]:
    texts = {
        "undecided": _("❓ To be decided: {n}"),
        "noted": _("Noted by hand before: {n}"),
        "known": _("Known from an earlier statement: {n}"),
        "out": _("Left out, money that went out: {n}"),
        "within": _("Left out, between accounts of ours: {n}"),
        "other": _("Left out, of other accounts: {n}"),
    }
    return [text.format(n=said[name]) for name, text in texts.items() if said.get(name)]


def _unreadable(said: Mapping[str, Any]) -> list[str]:
    lines = ", ".join(map(str, said["unreadable"]))
    return [_("⚠️ Documents without a date or a sum, lines: {lines}").format(lines=lines)] if lines else []
