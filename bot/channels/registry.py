"""The channels beside Telegram, which the desk is built around. A new one is a folder and a line here."""

from bot.channels.channel import Build
from bot.channels.email.channel import email_channel
from bot.channels.phone import phone_channel
from bot.channels.yookassa.channel import yookassa_channel

CHANNELS: tuple[Build, ...] = (email_channel, phone_channel, yookassa_channel)
