"""The buttons of a company's page, and of companies that were found."""

from collections.abc import Sequence
from typing import Literal

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardMarkup
from aiogram.utils.i18n import gettext as _

from bot.rules.text import cut
from keyboards.inline import button, column

LABEL_LIMIT = 48


class OneCompany(CallbackData, prefix="firm"):
    """Look at a company; let its people see each other's requests, or not."""

    do: Literal["show", "see", "hide"]
    inn: str


def found(companies: Sequence[tuple[str, str | None]]) -> InlineKeyboardMarkup:
    """Offer companies, given as INN and name."""
    labels = ((inn, f"{name} · {inn}" if name else inn) for inn, name in companies)
    return column(*(button(_short(label, inn), OneCompany(do="show", inn=inn)) for inn, label in labels))


def _short(label: str, inn: str) -> str:
    return label if len(label) <= LABEL_LIMIT else f"{cut(label, LABEL_LIMIT - len(inn) - 3)} · {inn}"


def company(inn: str, *, sees: bool) -> InlineKeyboardMarkup:
    """Offer to change what colleagues see."""
    if sees:
        return column(button(_("Hide colleagues' requests"), OneCompany(do="hide", inn=inn)))
    return column(button(_("Show colleagues' requests"), OneCompany(do="see", inn=inn)))
