"""How big what a bot sends may be."""

TEXT_LIMIT = 4096
"""UTF-16 units that people read of one message."""
CAPTION_LIMIT = 1024
"""The same of a caption."""
FILE_LIMIT = 50_000_000
"""Bytes of a file."""
