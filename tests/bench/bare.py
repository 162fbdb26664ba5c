"""The yardstick: the least a relay bot in aiogram can be. It stores nothing and answers nobody."""

import asyncio
import os

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import Message

from tests.bench.messages import GROUP


async def relay(message: Message) -> None:
    """Copy a message into the group."""
    await message.copy_to(GROUP)


async def main() -> None:
    """Poll until terminated."""
    api = TelegramAPIServer.from_base(os.environ["TELEGRAM_API_URL"])
    bot = Bot(os.environ["BOT_TOKEN"], AiohttpSession(api=api))
    dispatcher = Dispatcher()
    dispatcher.message.register(relay)
    await dispatcher.start_polling(bot)


if __name__ == "__main__":
    asyncio.run(main())
