"""How a rule says no (3.2, 4.1, 6.2): with a reason that handlers put into words."""

from enum import StrEnum


class Refused(ValueError):  # noqa: N818 (an answer, not an error)
    """The input or the step is refused; `reason` says why, `details` fills the named fields of its wording."""

    def __init__(self, reason: StrEnum, **details: str) -> None:
        super().__init__(str(reason))
        self.reason = reason
        self.details = details
