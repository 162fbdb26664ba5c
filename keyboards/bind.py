"""The buttons of /bind. Every button carries the whole choice, so none can be out of date."""

from collections.abc import Iterable

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup
from aiogram.utils.i18n import gettext as _

from bot import phrasing
from bot.rules.services import OTHER, SERVICES
from bot.rules.tariffs import Tariff
from keyboards.inline import button, page_buttons, rows

PAGE = 6
ALL = ""
_LISTED = (*SERVICES, OTHER)
_LAST = (len(_LISTED) - 1) // PAGE


class Bind(CallbackData, prefix="bind"):
    """`do` is set, save, unbind or close; `services` has a bit per service number, `tariff` ALL is every tariff."""

    do: str = "set"
    services: int = 0
    tariff: str = ALL
    page: int = 0

    def but(self, **changes: str | int) -> "Bind":
        """Return the same choice with something changed."""
        return self.model_copy(update=changes)


def packed(services: Iterable[int]) -> int:
    """Turn service numbers into bits."""
    return sum(1 << number for number in services)


def unpacked(services: int) -> list[int]:
    """Return the numbers of the services whose bits are set; others than ours are dropped."""
    return [each.number for each in _LISTED if services >> each.number & 1]


def binding(choice: Bind, *, bound: bool) -> InlineKeyboardMarkup:
    """Offer services page by page, tariffs, and what to do with the choice."""
    page = min(max(choice.page, 0), _LAST)
    shown = _LISTED[page * PAGE : (page + 1) * PAGE]
    services = [[_service(choice, each.number, _(each.title))] for each in shown]
    ends = [button(_("Save"), choice.but(do="save"), "success")]
    if bound:
        ends.append(button(_("Unbind"), choice.but(do="unbind"), "danger"))
    return rows(
        *services,
        page_buttons(page, _LAST, lambda to: choice.but(page=to)),
        _tariffs(choice),
        ends,
        [button(_("Cancel"), choice.but(do="close"))],
    )


def _service(choice: Bind, number: int, title: str) -> InlineKeyboardButton:
    chosen = choice.services >> number & 1
    return button(f"✅ {title}" if chosen else title, choice.but(services=choice.services ^ (1 << number)))


def _tariffs(choice: Bind) -> list[InlineKeyboardButton]:
    names = {**{str(each): phrasing.tariff(each) for each in Tariff}, ALL: _("All tariffs")}
    return [
        button(f"✅ {name}" if choice.tariff == tariff else name, choice.but(tariff=tariff))
        for tariff, name in names.items()
    ]
