"""What the desk tells people (DESIGN 8). A notice is data: its channel words it in the language of its reader."""

from typing import Any

from bot.rules.notices.backups import BackupFailed, BackupWorks
from bot.rules.notices.base import AboutTicket, ByMail, InWriting, Notice, WithPaper
from bot.rules.notices.calls import CallAnswered, CallRegistered, ConfirmByPhone, SayByPhone
from bot.rules.notices.data import DataAsked, DataGiven, GivenItem, IdentityCorrected
from bot.rules.notices.deadlines import (
    DeadlineExtended,
    DeadlineMissed,
    DeadlineNear,
    DeadlinePassed,
    DeadlinePaused,
    DeadlineRecalculated,
    DeadlinesRecalculated,
    DecreeMissing,
    KindChanged,
)
from bot.rules.notices.delivery import (
    InputFailed,
    MoreFailures,
    NotDelivered,
    NotPassedOn,
    NotWritten,
    RequesterBack,
    RequesterGone,
    Withheld,
)
from bot.rules.notices.forget import ForgettingAsked, RequesterForgets, RightsRequestLate
from bot.rules.notices.groups import (
    GroupChecked,
    GroupOffered,
    GroupReplaced,
    NoOperatorGroup,
    NoteHandedOver,
    OutOfGroup,
    PinsRefused,
    RightsMissing,
    Transferred,
    TrialTopicLeft,
)
from bot.rules.notices.guide import GuideEmpty
from bot.rules.notices.letters import LetterSent, LetterWaits
from bot.rules.notices.money import (
    AboutInvoice,
    ActIssued,
    ActLetter,
    InvoiceCancelled,
    InvoiceCard,
    InvoiceExpired,
    InvoiceIssued,
    InvoiceLetter,
    InvoicePaid,
    InvoiceReminder,
    InvoiceUndelivered,
    PaymentStrange,
    PaymentTaken,
    RegisterMade,
    SupplierMissing,
)
from bot.rules.notices.names import NameClaimed
from bot.rules.notices.outages import OutageLasts, OutageOver
from bot.rules.notices.paying import LinkReady, MoneyReturned, WayBroken, WayRefused
from bot.rules.notices.promises import (
    PromiseBeyond,
    PromiseBroken,
    PromiseChanged,
    PromiseDropped,
    PromiseMade,
    PromiseNear,
    PromiseVague,
)
from bot.rules.notices.proofs import AccountsMerged, CodeUndelivered, LoginCode
from bot.rules.notices.questions import (
    QuestionEscalated,
    QuestionOpen,
    QuestionsWaiting,
    QuestionWaits,
    WaitingQuestion,
)
from bot.rules.notices.tickets import (
    ClosedBySilence,
    ClosedBySupervisor,
    ConfirmationAsked,
    ConfirmationReminded,
    DeskClosed,
    ManyRequests,
    Outcome,
    RequestersSilent,
    SilentTicket,
    SupervisorClosed,
    ThankedFor,
    TicketClosed,
    TicketOpened,
    TicketReturned,
    TicketTaken,
)
from bot.rules.notices.words import WordHinted

__all__ = [
    "KINDS",
    "AboutInvoice",
    "AboutTicket",
    "AccountsMerged",
    "ActIssued",
    "ActLetter",
    "BackupFailed",
    "BackupWorks",
    "ByMail",
    "CallAnswered",
    "CallRegistered",
    "ClosedBySilence",
    "ClosedBySupervisor",
    "CodeUndelivered",
    "ConfirmByPhone",
    "ConfirmationAsked",
    "ConfirmationReminded",
    "DataAsked",
    "DataGiven",
    "DeadlineExtended",
    "DeadlineMissed",
    "DeadlineNear",
    "DeadlinePassed",
    "DeadlinePaused",
    "DeadlineRecalculated",
    "DeadlinesRecalculated",
    "DecreeMissing",
    "DeskClosed",
    "ForgettingAsked",
    "GivenItem",
    "GroupChecked",
    "GroupOffered",
    "GroupReplaced",
    "GuideEmpty",
    "IdentityCorrected",
    "InWriting",
    "InputFailed",
    "InvoiceCancelled",
    "InvoiceCard",
    "InvoiceExpired",
    "InvoiceIssued",
    "InvoiceLetter",
    "InvoicePaid",
    "InvoiceReminder",
    "InvoiceUndelivered",
    "KindChanged",
    "LetterSent",
    "LetterWaits",
    "LinkReady",
    "LoginCode",
    "ManyRequests",
    "MoneyReturned",
    "MoreFailures",
    "NameClaimed",
    "NoOperatorGroup",
    "NotDelivered",
    "NotPassedOn",
    "NotWritten",
    "NoteHandedOver",
    "Notice",
    "OutOfGroup",
    "OutageLasts",
    "OutageOver",
    "Outcome",
    "PaymentStrange",
    "PaymentTaken",
    "PinsRefused",
    "PromiseBeyond",
    "PromiseBroken",
    "PromiseChanged",
    "PromiseDropped",
    "PromiseMade",
    "PromiseNear",
    "PromiseVague",
    "QuestionEscalated",
    "QuestionOpen",
    "QuestionWaits",
    "QuestionsWaiting",
    "RegisterMade",
    "RequesterBack",
    "RequesterForgets",
    "RequesterGone",
    "RequestersSilent",
    "RightsMissing",
    "RightsRequestLate",
    "SayByPhone",
    "SilentTicket",
    "SupervisorClosed",
    "SupplierMissing",
    "ThankedFor",
    "TicketClosed",
    "TicketOpened",
    "TicketReturned",
    "TicketTaken",
    "Transferred",
    "TrialTopicLeft",
    "WaitingQuestion",
    "WayBroken",
    "WayRefused",
    "WithPaper",
    "Withheld",
    "WordHinted",
    "pack",
    "unpack",
]


def _family(kind: type[Notice]) -> dict[str, type[Notice]]:
    return {kind.__name__: kind} | {name: each for sub in kind.__subclasses__() for name, each in _family(sub).items()}


KINDS = _family(Notice)


def pack(notice: Notice) -> dict[str, Any]:
    """Turn a notice into JSON values."""
    return {"notice": type(notice).__name__, "fields": notice.model_dump(mode="json")}


def unpack(body: dict[str, Any]) -> Notice:
    """Give back what `pack` was given. Raises KeyError on an unknown name."""
    return KINDS[body["notice"]].model_validate(body["fields"])
