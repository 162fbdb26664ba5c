"""Which button of an operator's page says yes and which says no: what «да» and «нет» press, when they are typed."""

from collections.abc import Iterable

from keyboards.canned import CannedPress
from keyboards.data import AskStep, SendAsk
from keyboards.promises import ExtendTo
from keyboards.questions import Cancel, ChangeKind, ResolveFor, SureTransfer, TakeOver, TransferBack, Until

SENDS = (SendAsk, CannedPress)
AGREES = (ChangeKind, TakeOver, ResolveFor, SureTransfer, Until, SendAsk, CannedPress, ExtendTo)
DECLINES = (AskStep, TransferBack, Cancel, CannedPress)
"""In the order in which they are looked for: a step back loses less than leaving does."""


def yes(presses: Iterable[str]) -> str | None:
    """Return the first that says yes to what a page asks; None where it asks no such thing."""
    return next((each for each in presses if _is(each, *AGREES) and _agrees(each)), None)


def no(presses: Iterable[str]) -> str | None:
    """Return the one that says no; of a named deadline there is none: another is written instead."""
    found = list(presses)
    if (asked := yes(found)) is None or _is(asked, Until):
        return None
    return next((each for kind in DECLINES for each in found if _is(each, kind) and each != asked), None)


def sends(press: str | None) -> bool:
    """Tell whether a button sends something to the requester."""
    return press is not None and _is(press, *SENDS)


def _is(press: str, *kinds: type) -> bool:
    return any(press.split(":", 1)[0] == kind.__prefix__ for kind in kinds)  # type: ignore[attr-defined]


def _agrees(press: str) -> bool:
    if _is(press, Until):
        return Until.unpack(press).by != 0
    return not _is(press, CannedPress) or CannedPress.unpack(press).do == "send"
