"""What of every column is personal data of requesters, and what becomes of it when they are to be forgotten (152-ФЗ).

A test walks all columns: one that stands in none of the three lists fails.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeAlias

from sqlalchemy import ColumnElement, Select, String, and_, cast, or_, select

from db import tables
from db.tables import messages, tickets

GONE = "удалено"
"""What stands in the place of words about somebody who was forgotten."""


class Talk(Protocol):
    """Tickets, and what was said in them."""

    @property
    def tickets(self) -> Select[Any]:
        """Select their numbers."""

    @property
    def messages(self) -> Select[Any]:
        """Select the ids of what either side wrote there."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Some tickets, whoever asked."""

    numbers: tuple[int, ...]

    @property
    def tickets(self) -> Select[Any]:
        """Select their numbers."""
        return select(tickets.c.number).where(tickets.c.number.in_(self.numbers))

    @property
    def messages(self) -> Select[Any]:
        """Select the ids of what either side wrote there."""
        return select(messages.c.id).where(messages.c.ticket.in_(self.numbers))


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose data are meant: a person, and the addresses of all their accounts."""

    person: int
    addresses: tuple[str, ...]

    @property
    def chats(self) -> list[int]:
        """Return the private chats of Telegram's among the addresses."""
        return [int(each) for each in self.addresses if each.isdecimal()]

    @property
    def tickets(self) -> Select[Any]:
        """Select the numbers of the person's tickets."""
        return select(tickets.c.number).where(tickets.c.person == self.person)

    @property
    def messages(self) -> Select[Any]:
        """Select the ids of all that was written in their tickets, by either side, and of what they drafted."""
        drafted = and_(messages.c.ticket.is_(None), messages.c.author == self.person)
        return select(messages.c.id).where(or_(messages.c.ticket.in_(self.tickets), drafted))

    @property
    def logins(self) -> Select[Any]:
        """Select the logins that the person proved to be theirs."""
        proofs = tables.login_proofs
        return select(proofs.c.login).where(proofs.c.person == self.person, proofs.c.proven_at.is_not(None))


Whose: TypeAlias = Callable[[Subject], ColumnElement[bool]]
OfTalk: TypeAlias = Callable[[Talk], ColumnElement[bool]]


@dataclass(frozen=True, slots=True)
class Rows:
    """What becomes of the rows of a table that are about a person.

    `free` are columns that say nothing about anybody once the rest is erased; `kept` say why the law lets them stay.
    With `removed` the rows go, and `erased` names what they held; else its values take the place of what was there.
    `apart` are columns that `db.people.forget` deals with by a way of its own.
    """

    free: str = ""
    erased: Mapping[str, Any] = field(default_factory=dict)
    whose: Whose | None = None
    removed: bool = False
    kept: Mapping[str, str] = field(default_factory=dict)
    apart: str = ""


def _of(table: str, column: str) -> Whose:
    return lambda subject: tables.metadata.tables[table].c[column] == subject.person


def _at_ticket(table: str) -> OfTalk:
    return lambda subject: tables.metadata.tables[table].c.ticket.in_(subject.tickets)


def _of_message(table: str) -> OfTalk:
    return lambda subject: tables.metadata.tables[table].c.message.in_(subject.messages)


def _removed(names: str, whose: Whose, free: str = "") -> Rows:
    return Rows(free, dict.fromkeys(names.split()), whose, removed=True)


_COMPANY = "a company's, not a person's"
_ACCOUNTS = "accounting keeps its documents for five years (402-ФЗ, article 29)"
_PROOF = "proof that the processing was lawful; without the account it names nobody"
_WORDS = {"kind": "text", "html": GONE, "file": None, "album": None, "position": None, "context": None}

# In this order: what points at messages and accounts goes before them.
ROWS: Mapping[str, Rows] = {
    "message_versions": _removed("kind html file", _of_message("message_versions"), "id message replaced_at"),
    "copies": _removed("channel place external_id", _of_message("copies"), "id message"),
    "held_messages": _removed(
        "kind html file corrected findings",
        _of_message("held_messages"),
        "message ticket act anonymous version state prompt_chat prompt_id held_at decided_at decided_by",
    ),
    "calls": Rows("ticket tries confirmed_by confirmed_at", {"phone": None, "recording": None}, _at_ticket("calls")),
    "promises": Rows("id ticket message made_at due_at state remind", {"words": GONE}, _at_ticket("promises")),
    "data_requests": _removed(
        "items answers", _at_ticket("data_requests"), "id ticket asked_by state asked_at done_at"
    ),
    "deadlines": Rows("id ticket set_at set_by cause until hours since was", {"reason": None}, _at_ticket("deadlines")),
    "topics": Rows(
        "ticket chat_id thread_id card_id closed context_owed",
        {"name": "", "given_name": "", "card_digest": ""},
        _at_ticket("topics"),
    ),
    "former_places": Rows(
        "id ticket chat_id thread_id card_id left_at", {"given_name": ""}, _at_ticket("former_places")
    ),
    "tickets": Rows(
        "number person identity channel reply_channel service tariff asked_service technical_error state group_id "
        "operator previous opened_at deadline overdue_at first_answer_at asked_to_confirm_at closed_at thanked_at "
        "rating erased_at",
        {"comment": None},
        lambda subject: tickets.c.number.in_(subject.tickets),
    ),
    "representatives": _removed("inn", _of("representatives", "person"), "person identity"),
    "identities": Rows(
        "id person login_kind recorded_at recorded_by",
        {"login": GONE, "surname": GONE, "name": GONE, "patronymic": None, "inn": GONE, "company": GONE},
        _of("identities", "person"),
    ),
    "identity_words": _removed("word", _of("identity_words", "person"), "person"),
    "messages": Rows(
        "id ticket author by_operator channel spoiler reply_to in_card sent_at edited_at deleted_at",
        _WORDS,
        lambda subject: messages.c.id.in_(subject.messages),
        apart="place external_id",
    ),
    "files": Rows("id", apart="keeper key name mime size sha256"),
    "live_questions": _removed(
        "chat_id name message_id about", lambda subject: tables.live_questions.c.chat_id.in_(subject.chats)
    ),
    "menus": _removed("chat_id", lambda subject: tables.menus.c.chat_id.in_(subject.chats)),
    "member_menus": _removed("user_id", lambda subject: tables.member_menus.c.user_id.in_(subject.chats), "chat_id"),
    "dialogues": _removed(
        "key state data",
        lambda subject: tables.dialogues.c.key.in_([f"fsm:{chat}:{chat}" for chat in subject.chats]),
        "saved_at",
    ),
    "accounts": _removed(
        "address name username thread",
        _of("accounts", "person"),
        "id person channel verified_at unreachable_since",
    ),
    "people": Rows("id locale last_account merged_into created_at", {"name": GONE}, _of("people", "id")),
    "audit": Rows("id at actor action ticket", apart="details"),
    "inbox": Rows("id source external_id received_at state attempts", apart="payload error"),
    "outbox": Rows("id channel kind ticket message created_at due_at state attempts", apart="destination body error"),
    "acceptances": Rows("id", kept=dict.fromkeys(("person", "version", "channel", "accepted_at"), _PROOF)),
    "consents": Rows(
        "id", kept=dict.fromkeys(("person", "version", "sha256", "answer", "channel", "answered_at"), _PROOF)
    ),
    "login_codes": _removed(
        "login address salt digest", _of("login_codes", "person"), "id person locale created_at expires_at tries state"
    ),
    "directory": _removed(
        "login full_name", lambda subject: tables.directory.c.login.in_(subject.logins), "inn recorded_at"
    ),
    "directory_rows": _removed(
        "login full_name",
        lambda subject: tables.directory_rows.c.login.in_(subject.logins),
        "of line inn kpp company address tariff paid_until colleagues_see remove",
    ),
    "companies": Rows(
        "listed_at colleagues_see colleagues_see_by colleagues_see_at",
        kept=dict.fromkeys(("inn", "name", "kpp", "address"), _COMPANY),
    ),
    "company_words": Rows("", kept=dict.fromkeys(("word", "inn"), _COMPANY)),
    "login_proofs": _removed("login", _of("login_proofs", "person"), "id person channel answered_at proven_at"),
    "rights_requests": Rows(
        "id wish state due_on told_at", kept=dict.fromkeys(("person", "asked_at", "erased_at", "done_at"), _PROOF)
    ),
    "subscriptions": Rows(
        "id starts ends recorded_at recorded_by tariff kopecks source invoice",
        kept={"inn": "a payment of a company, not of a person"},
    ),
    "invoices": Rows(
        "id year number tariff months kopecks vat_rate vat_kopecks supplier requisites issued_at valid_until state "
        "due_at ticket",
        kept=dict.fromkeys(("person", "inn", "company", "kpp", "address"), _ACCOUNTS),
    ),
    "payments": Rows(
        "id source external_id received_on kopecks invoice state reason refund_of recorded_at recorded_by",
        kept=dict.fromkeys(("payer_inn", "payer", "purpose"), _ACCOUNTS),
    ),
}
"""The tables that hold anything of requesters."""

OF_TICKET: Mapping[str, OfTalk] = {
    **{name: _of_message(name) for name in ("message_versions", "copies", "held_messages")},
    **{
        name: _at_ticket(name)
        for name in ("calls", "promises", "data_requests", "deadlines", "topics", "former_places")
    },
    "tickets": lambda talk: tickets.c.number.in_(talk.tickets),
    "messages": lambda talk: messages.c.id.in_(talk.messages),
}
"""Of those, the ones about a ticket rather than about who asked: what was said there may be erased alone."""

FREE: Mapping[str, str] = {
    "acts": "id year number invoice issued_on kopecks vat_rate vat_kopecks requisites",
    "alarms": "ticket kind about step due_at",
    "articles": "id link title text video services language title_stems text_stems",
    "bindings": "chat_id services tariffs bound_at bound_by",
    "bursts": "kind told_at more",
    "calendar_overrides": "day working note",
    "calendar_years": "year warned_at settled_at",
    "canned_answers": "id group_id locale key name html edited_by edited_at",
    "deflections": "id person service articles at",
    "descriptions": "method language digest",
    "dismissed_questions": "message ticket dismissed_by dismissed_at",
    "guide_hosts": "host",
    "guide_synonyms": "word meaning added_by",
    "guide_words": "word",
    "hinted_words": "ticket word",
    "hints": "kind told_at",
    "import_faults": "of line faults",
    "import_rows": "of line cells",
    "imports": "id person destination file_id name state error columns total done added changed unchanged removed bad "
    "bad_count shown_chat shown_message shown_at begun_at kind",
    "invitations": "id digest made_at used_at used_by",
    "leases": "id epoch holder expires_at",
    "operator_groups": "chat_id title is_forum can_manage_topics moved_to warned_at is_public declined_at can_pin",
    "outages": "id began_at mailed_at waiting last_parcel",
    "own_words": "word proper added_by added_at",
    "payment_links": "id invoice key external_id url state asked_at due_at",
    "pauses": "ticket began_at ended_at worked",
    "pulse": "id at",
    "recalculations": "ticket outcome due_at",
    "retention": "kind night position erased done",
    "setups": "person chat_id done_at shown_message shown_digest",
    "spending": "ticket calls",
    "supervisors": "person since cause",
    "supplier_companies": "inn supplier",
    "supplier_vat": "supplier since rate",
    "suppliers": "id name inn kpp address bank bic account correspondent_account signatory signatory_title accountant "
    "is_default changed_at changed_by",
    "told_closed": "person opens_at",
    "word_treatments": "word treatment added_by added_at",
}
"""Tables without anything of requesters: the desk's own, and those of the people who work there."""


def own_origin() -> dict[str, Any]:
    """Return what takes the place of where a person wrote a message: the two have to stay unique."""
    return {"place": GONE, "external_id": cast(messages.c.id, String)}


def mentions(subject: Subject) -> ColumnElement[bool]:
    """Tell which messages were written at an address of the person."""
    return messages.c.place.in_(subject.addresses)
