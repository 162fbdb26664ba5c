"""The words of the identification: what is asked, why (3.7), what is known."""

from collections.abc import Sequence

from aiogram.utils.i18n import gettext as _

from bot.phrasing import field_name, login, quoted
from bot.rules.people.directory import Standing
from bot.rules.people.identity import OPEN_FIELD, Columns, Field, LoginKind, first_missing, login_kind
from bot.rules.tickets.calls import is_open, whole
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


def form(field: Field) -> str:
    """Say what form a field has, to whoever types it for somebody else."""
    forms = {
        Field.LOGIN: _("e-mail, for example ivanov@company.ru."),
        Field.FULL_NAME: _("surname, name and patronymic in one line; without one, add “no patronymic”."),
        Field.INN: _("10 digits, of an entrepreneur 12."),
        Field.COMPANY: _("name of the company, for example LLC “Romashka”."),
    }
    return forms[field]


def question(
    field: Field,
    identity: Columns,
    suggestion: str | None,
    *,
    typed: bool = False,
    kind: LoginKind = LoginKind.LOGIN,
    another: bool = False,
) -> Page:
    """Ask for one field, naming it and its step; one that is changed alone is no step, and can stay as it is.

    `kind` is what is asked in the place of a login. At the first step of `another` company there is a way back.
    """
    name, how = _asked(field, kind)
    if first_missing(identity) is None:
        now = stated(field, identity)
        suggestion = suggestion or now
        lines = [f"<b>{name}</b>", _("At present: {value}").format(value=quoted(now)), how]
    else:
        step = _("Step {step} of {total}. <b>{field}</b>")
        lines = [step.format(step=STEPS.index(field) + 1, total=len(STEPS), field=name)]
        lines += [] if typed else [how]
    back = field is not Field.LOGIN or first_missing(identity) is None or another
    others = _OTHERS[kind] if field is Field.LOGIN else ()
    return Page("\n".join(lines), identification.question(field, suggestion, back=back, typed=typed, others=others))


_OTHERS = {
    LoginKind.LOGIN: (LoginKind.NONE_YET, LoginKind.FORGOTTEN),
    LoginKind.NONE_YET: (LoginKind.LOGIN,),
    LoginKind.FORGOTTEN: (LoginKind.LOGIN,),
}
"""What can be stated instead."""


def _asked(field: Field, kind: LoginKind) -> tuple[str, str]:
    """Return the name of what is asked, and how it is to be typed."""
    if field is Field.LOGIN and kind is not LoginKind.LOGIN:
        how = _("Please type an e-mail at which you can be reached, for example ivanov@company.ru.")
        return _("Address for contact (e-mail)"), how
    return title(field), hint(field)


def any_address() -> str:
    """Say which address will do."""
    return _("Any e-mail address of yours will do. If you have none, please call us: /help.")


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
    return "\n".join(f"{title(field)}: <b>{_in_table(field, identity)}</b>" for field in Field)


def _in_table(field: Field, identity: Columns) -> str:
    if is_open(field, whole(identity)):
        return OPEN_FIELD
    said = stated(field, identity)
    return login(said, login_kind(identity)) if field is Field.LOGIN else quoted(said)


def check(identity: Columns, *, leaves: bool = False, remark: str = "") -> Page:
    """Ask whether everything stated is correct, or what is to be changed; who `leaves` can write for it no more."""
    heading, change = _("Please check the identifying information."), _("To change something, press it:")
    labels = {field: field_name(field) for field in Field}
    parts = filter(None, [heading, table(identity), remark, change])
    return Page("\n\n".join(parts), identification.check(labels, leaves=leaves))


def known(identity: Columns, others: Sequence[Columns], remark: str = "") -> Page:
    """Ask a known requester whether everything is still correct, or for which other company they write."""
    heading = _("Is the identifying information still correct?")
    lines = list(filter(None, [heading, table(identity), remark]))
    if others:
        lines.append(_("To write on behalf of another company, press it:"))
    return Page("\n\n".join(lines), identification.known(labels(others)))


def remark(identity: Columns, standing: Standing) -> str:
    """Say what the directory has against what is stated; whose the login is there is not told."""
    lines = []
    if standing.unknown:
        unknown = _("🟡 INN {inn} is not in our directory. Please check it. If it is correct, you can go on.")
        lines.append(unknown.format(inn=identity.get("inn")))
    if standing.foreign:
        lines += [
            _("🟡 In our directory this login belongs to another company. Please check the login and the INN."),
            _("You can go on: the request will be handled on the “Basic” tariff."),
        ]
    return "\n".join(lines)


def foreign() -> str:
    """Say why somebody is served on the basic tariff, whatever their company has paid for."""
    return _("🟡 In our directory this login belongs to another company, so the “Basic” tariff applies.")


def in_directory(name: str) -> str:
    """Propose the name that the directory has for a company."""
    return _("In the directory: {name}. Press the name, or type another one.").format(name=quoted(name))


def labels(companies: Sequence[Columns]) -> dict[str, str]:
    """Name companies on buttons, by INN; those of one name with it."""
    names = [each.get("company") or "" for each in companies]
    return {
        each["inn"] or "": name if name and names.count(name) == 1 else f"{name} {each['inn']}".strip()
        for each, name in zip(companies, names, strict=True)
    }
