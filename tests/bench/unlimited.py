"""The desk as it is started for a run: the stand-in for Telegram takes as many calls as come."""

import sys

from bot.__main__ import main
from bot.channels.limits import UNLIMITED

if __name__ == "__main__":
    sys.exit(main(UNLIMITED))
