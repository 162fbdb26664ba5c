"""Files that come and go with messages: who keeps each, and by which key it is given out again."""

from dataclasses import dataclass

FOLDER = "folder"
"""The keeper of files that no channel gives out again: the desk's own folder, whose keys are paths in it."""


@dataclass(frozen=True, slots=True)
class File:
    """What is known of a file; `keeper` is FOLDER or a channel, `size` is in bytes."""

    keeper: str
    key: str
    name: str | None = None
    mime: str | None = None
    size: int | None = None
    sha256: str | None = None
