"""What the product and the desk are called, in the reader's language: no other text writes these names."""

from aiogram.utils.i18n import gettext as _


def system() -> str:
    """Name the product that the desk supports, as its regulation does."""
    return _("ordering system “Electronic Order”")


def desk() -> str:
    """Name the desk as a sender of letters."""
    return _("Support of the {system}").format(system=system())
