"""What Telegram can do."""

from bot.channels.channel import Capabilities

TEXT_LIMIT = 4096
"""UTF-16 units that people read of one message."""
CAPABILITIES = Capabilities(
    edit=True, delete=True, react=True, albums=True, buttons=True, longest_text=TEXT_LIMIT, files=50_000_000
)
