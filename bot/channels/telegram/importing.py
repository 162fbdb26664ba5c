"""How far an import is, in one message that is rewritten."""

from collections.abc import Mapping, Sequence
from typing import Any

from aiogram.utils.i18n import gettext as _
from aiogram.utils.i18n import ngettext

from bot import refusals
from bot.channels.errors import Receipt
from bot.channels.telegram import statement_page
from bot.channels.telegram.context import Telegram
from bot.channels.telegram.notices import Words
from bot.channels.telegram.places import resolve
from bot.phrasing import quoted
from bot.rules.text import utf16_len
from db.guide import imports
from db.guide.imports import Import
from db.outbox import Parcel
from keyboards.importing import cancel, offer

CHUNK = 1000
BAD_LIMIT = 3000
"""UTF-16 units of what is said of rows that were not taken: below Telegram's 4096, with room for the rest."""


async def show(telegram: Telegram, parcel: Parcel) -> Receipt:
    """Write how far an import is, in the place of what was written before."""
    going = await find(telegram, parcel)
    where = await resolve(telegram, parcel)
    with telegram.languages.speaking(where.locale):
        words = _words(going)
    markup: dict[str, Any] = {"reply_markup": words.keyboard.model_dump(exclude_none=True)} if words.keyboard else {}
    if going.shown_message is not None and going.shown_chat == where.chat_id:
        params = {"chat_id": where.chat_id, "message_id": going.shown_message, "text": words.html, "parse_mode": "HTML"}
        await telegram.call("editMessageText", params | markup, "message is not modified", "message to edit not found")
        return Receipt()
    place: dict[str, Any] = where.params()
    sent = await telegram.send(place.pop("chat_id"), words.html, **place, **markup)
    async with telegram.database.transaction() as connection:
        await imports.change(connection, going.id, shown_chat=where.chat_id, shown_message=sent)
    return Receipt()


async def find(telegram: Telegram, parcel: Parcel) -> Import:
    """Return the import that a parcel is about."""
    async with telegram.reading() as connection:
        found = await imports.find(connection, parcel.body["import"])
    assert found is not None
    return found


def _words(going: Import) -> Words:
    name = f"<b>{quoted(going.name)}</b>"
    if going.kind == imports.STATEMENT and going.state != imports.FAILED:
        return statement_page.words(going, name)
    if going.kind == imports.DIRECTORY and going.state != imports.FAILED:
        return _of_directory(going, name)
    if going.state == imports.FETCHING:
        return Words(_("{file}: the file is being read.").format(file=name), cancel(going.id))
    if going.state == imports.FAILED:
        error = dict(going.error or {})
        return Words(f"{name}: {refusals.words(error.pop('reason', ''), error)}")
    if going.state == imports.LOADING:
        taken = going.changes + going.unchanged + going.bad_count
        text = _("{file}: {done} of {total} rows are loaded.").format(file=name, done=taken, total=going.total)
        return Words(text, cancel(going.id))
    head = _("{file} is loaded.") if going.state == imports.DONE else _("{file}: the import was cancelled.")
    return Words("\n".join([head.format(file=name), *_counts(going), *_bad(going)]))


def _of_directory(going: Import, name: str) -> Words:
    """Word a directory: looked at, offered with all that it would change, taken in."""
    if going.state == imports.FETCHING:
        text = _("{file}: {done} of {total} rows are checked.").format(file=name, done=going.done, total=going.total)
        return Words(text, cancel(going.id))
    if going.state == imports.TAKING:
        text = _("{file}: {done} of {total} rows are loaded.")
        return Words(text.format(file=name, done=going.done, total=going.changes))
    if going.state == imports.CANCELLED:
        return Words(_("{file}: the import was cancelled. The directory has not been changed.").format(file=name))
    lines = [_("Rows: {new} new, {changed} changed, {same} unchanged, {bad} with mistakes."), *_warnings(going)]
    lines[0] = lines[0].format(new=going.added, changed=going.changed, same=going.unchanged, bad=going.bad_count)
    if going.state == imports.OFFERED:
        rest = _("What is not in the file stays in the directory. Load it?")
        head = _("{file}: companies for the directory.").format(file=name)
        return Words("\n".join([head, *lines, *_bad(going), rest]), offer(going.id))
    if going.changes:
        removed = lines[1:2] if going.removed else []
        return Words("\n".join([_("{file}: the directory is loaded.").format(file=name), lines[0], *removed]))
    head = _("{file}: there is nothing to load.").format(file=name)
    return Words("\n".join([head, *lines, *_bad(going)]))


def _warnings(going: Import) -> list[str]:
    """Name what a supervisor may not have meant."""
    said = going.columns or {}
    lines = [_("Rows that remove: {n}").format(n=going.removed)] if going.removed else []
    if said.get("unread"):
        lines.append(_("Columns that are not read: {columns}").format(columns=quoted(", ".join(said["unread"]))))
    if said.get("moved"):
        lines.append(_("Logins that go to another company: {n}").format(n=said["moved"]))
    if said.get("shortened"):
        lines.append(_("Rows that end paid time sooner: {n}").format(n=said["shortened"]))
    return lines


def _counts(going: Import) -> list[str]:
    text = _("Articles: {added} new, {changed} changed, {removed} removed.")
    lines = [text.format(added=going.added, changed=going.changed, removed=going.removed)]
    if going.unchanged:
        lines.append(_("Unchanged: {n}.").format(n=going.unchanged))
    return lines


def _bad(going: Import) -> list[str]:
    if not going.bad_count:
        return []
    head = ngettext("{n} row was not taken:", "{n} rows were not taken:", going.bad_count).format(n=going.bad_count)
    line = _("line {line}: {why}")
    shown = [head]
    for each in going.bad:
        # an import that an earlier release began has one fault
        text = line.format(line=each["line"], why=why(each.get("faults", [each])))
        if sum(map(utf16_len, shown)) + utf16_len(text) > BAD_LIMIT:
            break
        shown.append(text)
    return [*shown, *(["…"] if going.bad_count >= len(shown) else [])]


def why(faults: Sequence[Mapping[str, Any]]) -> str:
    """Word every fault of a row."""
    return " ".join(refusals.words(each["reason"], each["details"]) for each in faults)
