"""(being written)"""

from aiogram import Router


def router() -> Router:
    """Say which updates come here."""
    return Router(name="operator_deadline")
