"""The words of a call that an operator writes down: who calls, what is asked, what the tariff says."""

from collections.abc import Sequence
from typing import Any

from aiogram.utils.i18n import gettext as _
from aiogram.utils.i18n import ngettext

from bot import phrasing
from bot.actions.tickets.calls import Caller
from bot.phrasing import excerpt, quoted, service
from bot.rules.people.identity import OPEN_FIELD, Field, written
from bot.rules.services import Group
from bot.rules.tariffs import Tariff
from bot.rules.tickets.calls import IDENTITY, SKIPPED, Step, is_open, whole
from handlers.people import identity_pages
from handlers.turns import Page
from keyboards import calls
from keyboards.request import group_name

EXCERPT_LIMIT = 1200
"""UTF-16 units of what was asked on the page to check."""

Said = dict[str, Any]
"""What was said so far: `by` (an operator), `step`, `person` and `name` of who is known, `identity`, `phone`,
`recording`, `service`, `group` of services, `words` (packed messages)."""


def begin(by: int) -> Page:
    """Ask whether the caller may be known."""
    return Page(_("☎️ <b>A call.</b> Please find the caller, or write down a new one."), calls.begin(by))


def find(by: int) -> Page:
    """Ask what the caller is to be looked for by."""
    text = _("☎️ Please type what you know of the caller: phone, name, login, INN or company.")
    return Page(text, calls.find(by))


def found(by: int, callers: Sequence[Caller]) -> Page:
    """Show who was found."""
    text = _("☎️ Who is calling?") if callers else _("☎️ Nobody was found.")
    return Page(text, calls.found(by, [(each.person, _caller(each)) for each in callers]))


def companies(by: int, caller: Caller) -> Page:
    """Ask on whose behalf a known caller calls."""
    named = _("Caller: <b>{name}</b>").format(name=quoted(caller.name))
    ask = _("On behalf of which company do they call?")
    return Page(f"☎️ {named}\n{ask}", calls.companies(by, caller.person, identity_pages.labels(caller.companies)))


def _caller(caller: Caller) -> str:
    identity = whole(caller.identity or {})
    parts = [written(Field.FULL_NAME, identity) or caller.name, identity["company"], identity["inn"] or caller.phone]
    return " · ".join(filter(None, parts))


def step(said: Said, tariff: Tariff) -> Page:
    """Show the present step below what was said before it."""
    at = Step(said["step"])
    html, keyboard = _ASKS[at](said, tariff) if at in _ASKS else _field(said)
    return Page("\n".join(filter(None, [_so_far(said, at), html])), keyboard)


def _so_far(said: Said, at: Step) -> str:
    lines = [_("☎️ <b>A call</b>")]
    if at is not Step.CHECK and said.get("name"):
        lines.append(_("Caller: <b>{name}</b>").format(name=quoted(said["name"])))
    return "\n".join(lines) + "\n"


def _field(said: Said) -> tuple[str, Any]:
    field = IDENTITY[Step(said["step"])]
    stated = not is_open(field, whole(said["identity"]))
    lines = [
        f"<b>{identity_pages.title(field)}</b>",
        _("As the caller says it: {form}").format(form=identity_pages.form(field)),
    ]
    if stated:
        value = written(field, whole(said["identity"]))
        lines.append(_("At present: {value}").format(value=quoted(value)))
    return "\n".join(lines), calls.step(said["by"], Step(said["step"]), stated=stated)


def again(said: Said, why: str) -> str:
    """Repeat the present question behind the reason for which an answer was not taken."""
    step = Step(said["step"])
    lines = [why, "", f"<b>{_name(step)}</b>", _how(step)]
    if step in SKIPPED:
        lines.append(_("“Skip” and “Back” can be typed as well."))
    return "\n".join(lines)


def _name(step: Step) -> str:
    names = {
        Step.PHONE: _("Phone"),
        Step.SERVICE: _("Service"),
        Step.WORDS: _("Question of the caller"),
        Step.RECORDING: _("Recording"),
        Step.CHECK: _("Check"),
    }
    return names.get(step) or identity_pages.title(IDENTITY[step])


def _how(step: Step) -> str:
    hows = {
        Step.PHONE: _("The number they call from, for example 8 (495) 248-06-46 ext. 1."),
        Step.SERVICE: _("Please press a service, or type its name; if none fits, “Another question”."),
        Step.WORDS: _("Text and files, in one or more messages."),
        Step.RECORDING: _("A link that begins with https://."),
        Step.CHECK: _("Please press a button of the message above, or type what stands on it."),
    }
    return hows.get(step) or _as_said(IDENTITY[step])


def _as_said(field: Field) -> str:
    return _("As the caller says it: {form}").format(form=identity_pages.form(field))


def _phone(said: Said, _tariff: Tariff) -> tuple[str, Any]:
    lines = [_("<b>Phone</b>"), _("Please type the number they call from, for example 8 (495) 248-06-46 ext. 1.")]
    if said.get("phone"):
        lines.append(_("At present: {value}").format(value=quoted(phrasing.phone(said["phone"]))))
    return "\n".join(lines), calls.step(said["by"], Step.PHONE, stated=bool(said.get("phone")))


def _service(said: Said, tariff: Tariff) -> tuple[str, Any]:
    group = Group(said["group"]) if said.get("group") else None
    lines = [_("Tariff: {tariff}").format(tariff=phrasing.tariff(tariff)), _("<b>Which service is it about?</b>")]
    if said.get("lacking") is not None:
        text = _("“{service}” is not part of the “Basic” tariff, but of the “Extended” one.")
        lines[1:] = [text.format(service=service(said["lacking"]))]
        return "\n".join(lines), calls.lacking(said["by"])
    if group is not None:
        lines.append(f"{group_name(group)}:")
    return "\n".join(lines), calls.services(said["by"], group)


def _words(said: Said, tariff: Tariff) -> tuple[str, Any]:
    lines = [_terms(said, tariff), _("<b>Please write what was asked.</b> Text and files, in one or more messages.")]
    if said["words"]:
        lines += [_written(said), _("When everything is written, press “Done”.")]
    return "\n".join(lines), calls.words(said["by"], written=bool(said["words"]))


def _recording(said: Said, _tariff: Tariff) -> tuple[str, Any]:
    lines = [_("<b>Recording</b>"), _("Please send the link to the recording of the call; it begins with https://.")]
    if said.get("recording"):
        lines.append(_("At present: {value}").format(value=quoted(said["recording"])))
    return "\n".join(lines), calls.step(said["by"], Step.RECORDING, stated=bool(said.get("recording")))


def _check(said: Said, tariff: Tariff) -> tuple[str, Any]:
    if said.get("unreachable"):
        text = _("Neither a name nor a number: there will be nobody to call back. Open the request all the same?")
        return text, calls.unreachable(said["by"])
    number, recording = said.get("phone"), said.get("recording")
    text = excerpt("\n".join(each["html"] for each in said["words"] if each["html"]), EXCERPT_LIMIT)
    lines = [
        _("Please check the request.") + "\n",
        _("Phone: {phone}").format(phone=quoted(phrasing.phone(number)) if number else OPEN_FIELD),
        identity_pages.table(whole(said["identity"])),
        _terms(said, tariff),
        _("Recording: {link}").format(link=quoted(recording) if recording else OPEN_FIELD),
        _written(said),
        f"<blockquote expandable>{text}</blockquote>" if text else "",
        _("Please tell the caller: by this request the terms of the support regulation are accepted (2.3)."),
    ]
    return "\n".join(filter(None, lines)), calls.check(said["by"])


def _terms(said: Said, tariff: Tariff) -> str:
    chosen = _("Service: <b>{service}</b>").format(service=service(said["service"]))
    return "\n".join([chosen, _("Tariff: {tariff}").format(tariff=phrasing.terms(tariff, said["service"]))])


def _written(said: Said) -> str:
    number = len(said["words"])
    return ngettext("{n} message is written down.", "{n} messages are written down.", number).format(n=number)


def opened(number: str, deadline: str, *, login: str, told: bool) -> str:
    """Say what to tell the caller, and that they were written to as well."""
    lines = [
        _("☎️ The request <b>{number}</b> is opened. Please tell the caller its number.").format(number=number),
        _("Deadline: {due}").format(due=deadline),
    ]
    if told:
        lines.append(_("They have been sent both in the chat, and can go on there."))
    elif login:
        lines.append(_("Both go to them by e-mail, too: {address}").format(address=quoted(login)))
    return "\n".join(lines)


_ASKS = {
    Step.PHONE: _phone,
    Step.SERVICE: _service,
    Step.WORDS: _words,
    Step.RECORDING: _recording,
    Step.CHECK: _check,
}
