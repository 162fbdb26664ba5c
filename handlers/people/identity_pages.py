"""The words of the identification: what is asked, why (3.7), what is known."""

from aiogram.utils.i18n import gettext as _

from bot.phrasing import field_name, quoted
from bot.rules.people.identity import Columns, Field, first_missing
from handlers.turns import Page
from keyboards import identification

STEPS = list(Field)


def title(field: Field) -> str:
    """Name a field."""
    titles = {
        Field.LOGIN: _("Login in the System (e-mail)"),
        Field.FULL_NAME: _("Full name"),
        Field.INN: _("INN"),
        Field.COMPANY: _("Company name"),
    }
    return titles[field]


def label(field: Field) -> str:
    """Name a field on a button that changes it."""
    labels = {Field.LOGIN: _("Login"), Field.COMPANY: _("Company")}
    return f"✏️ {labels.get(field) or title(field)}"


def hint(field: Field) -> str:
    """Say how a field is to be typed."""
    hints = {
        Field.LOGIN: _("Please type the e-mail with which you log in, for example ivanov@company.ru."),
        Field.FULL_NAME: _("Please type surname, name and patronymic in one line. Without one, add “no patronymic”."),
        Field.INN: _("Please type the INN of the company: 10 digits, or 12 for an entrepreneur."),
        Field.COMPANY: _("Please type the name of the company on whose behalf you write."),
    }
    return hints[field]


def question(field: Field, identity: Columns, suggestion: str | None, *, typed: bool = False) -> Page:
    """Ask for one field, naming it and its step; one that is changed alone is no step, and can stay as it is."""
    if first_missing(identity) is None:
        heading = f"<b>{title(field)}</b>"
        now = stated(field, identity)
        suggestion = suggestion or now
        lines = [heading, _("At present: {value}").format(value=quoted(now)), hint(field)]
    else:
        step = _("Step {step} of {total}. <b>{field}</b>")
        lines = [step.format(step=STEPS.index(field) + 1, total=len(STEPS), field=title(field))]
        lines += [] if typed else [hint(field)]
    back = field is not Field.LOGIN or first_missing(identity) is None
    return Page("\n".join(lines), identification.question(field, suggestion, back=back, typed=typed))


def why(field: Field) -> str:
    """Say what a field is needed for; plain text for an alert of 200 characters."""
    reasons = {
        Field.LOGIN: _("The operator finds your account by it, and notices about deadlines are sent to it (4.1)."),
        Field.FULL_NAME: _("The operator must know who is asking and how to address you (4.1)."),
        Field.INN: _("The INN identifies your company: it shows the tariff and the paid period of support (4.1)."),
        Field.COMPANY: _("The name shows on whose behalf you write, and lets us notice a mistake in the INN (4.1)."),
    }
    return reasons[field]


def stated(field: Field, identity: Columns) -> str:
    """Write a field as it was stated; typed again it would mean the same."""
    if field is not Field.FULL_NAME:
        return identity[field] or ""
    patronymic = identity["patronymic"] or _("(no patronymic)")
    return f"{identity['surname']} {identity['name']} {patronymic}"


def table(identity: Columns) -> str:
    """List what was stated."""
    return "\n".join(f"{title(field)}: <b>{quoted(stated(field, identity))}</b>" for field in Field)


def check(identity: Columns) -> Page:
    """Ask whether everything stated is correct, or what is to be changed."""
    heading, change = _("Please check the identifying information."), _("To change something, press it:")
    labels = {field: field_name(field) for field in Field}
    return Page(f"{heading}\n\n{table(identity)}\n\n{change}", identification.check(labels))


def known(identity: Columns) -> Page:
    """Ask a known requester whether everything is still correct."""
    heading = _("Is the identifying information still correct?")
    return Page(f"{heading}\n\n{table(identity)}", identification.known())
