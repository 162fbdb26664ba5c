"""A Telegram on your desk: a strict Bot API server with people one can be."""

from bot.sandbox.clock import Clock
from bot.sandbox.server import Sandbox

__all__ = ["Clock", "Sandbox"]
