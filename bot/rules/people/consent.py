"""Consent to the processing of personal data (152-ФЗ, article 9): asked for once for each version of its text."""

from datetime import timedelta
from enum import StrEnum


class Mode(StrEnum):
    """What a company bases the processing on (CONSENT_MODE)."""

    ASK = "ask"
    """On the consent of the person: nothing is asked about them before they agree."""
    INFORM = "inform"
    """On something else, such as a contract: they are told."""


class Answer(StrEnum):
    """What stands on record about one version of the text."""

    AGREED = "agreed"
    REFUSED = "refused"
    INFORMED = "informed"
    """They were told, and asked nothing."""
    WITHDRAWN = "withdrawn"


class Due(StrEnum):
    """What has to be done before a person is asked about themselves."""

    NOTHING = "nothing"
    ASK = "ask"
    TELL = "tell"


TAKEN_BACK_WITHIN = timedelta(hours=1)
"""How long after a refusal words of consent are the press of the button that stood there."""


def due(mode: Mode, last: Answer | None) -> Due:
    """Tell what is due; `last` is what a person last answered to the version in force, None while they did not."""
    if mode is Mode.ASK:
        return Due.NOTHING if last is Answer.AGREED else Due.ASK
    return Due.NOTHING if last in (Answer.AGREED, Answer.INFORMED) else Due.TELL
