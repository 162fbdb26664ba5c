"""The desk with the limits of Telegram itself, which it would have to learn from another Bot API server."""

import sys

from bot.__main__ import main
from bot.channels.limits import Limits

if __name__ == "__main__":
    sys.exit(main(Limits()))
