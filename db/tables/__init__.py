"""Every table of the desk. Words are those of the regulation's vocabulary; instants are UTC."""

from db.tables.asking import live_questions
from db.tables.base import CLEARED, CLOSED, FAILED, HELD, IS_OPEN, WAITING, metadata
from db.tables.calendar import calendar_years, recalculations
from db.tables.calls import calls, identity_words
from db.tables.data_requests import OPEN_REQUEST, data_requests
from db.tables.deadlines import LASTS, deadlines, pauses
from db.tables.desk import (
    audit,
    bindings,
    bursts,
    calendar_overrides,
    descriptions,
    hints,
    leases,
    member_menus,
    menus,
    operator_groups,
    outages,
    pulse,
)
from db.tables.directory import LISTED, companies, directory, directory_rows
from db.tables.guide import articles, deflections, guide_hosts, guide_synonyms, guide_words, import_rows, imports
from db.tables.messages import copies, dismissed_questions, files, message_versions, messages
from db.tables.moderation import canned_answers, held_messages, hinted_words, own_words, word_treatments
from db.tables.money import (
    MATCHED,
    UNDECIDED,
    UNPAID,
    acts,
    invoices,
    payments,
    supplier_companies,
    supplier_vat,
    suppliers,
)
from db.tables.payment_links import LIVE, payment_links
from db.tables.people import acceptances, accounts, identities, people, representatives, subscriptions
from db.tables.privacy import UNFINISHED, consents, retention, rights_requests
from db.tables.promises import promises
from db.tables.proofs import login_codes, login_proofs
from db.tables.queues import dialogues, inbox, outbox
from db.tables.setup import invitations, setups, supervisors
from db.tables.tickets import alarms, former_places, spending, tickets, told_closed, topics

__all__ = [
    "CLEARED",
    "CLOSED",
    "FAILED",
    "HELD",
    "IS_OPEN",
    "LASTS",
    "LISTED",
    "LIVE",
    "MATCHED",
    "OPEN_REQUEST",
    "UNDECIDED",
    "UNFINISHED",
    "UNPAID",
    "WAITING",
    "acceptances",
    "accounts",
    "acts",
    "alarms",
    "articles",
    "audit",
    "bindings",
    "bursts",
    "calendar_overrides",
    "calendar_years",
    "calls",
    "canned_answers",
    "companies",
    "consents",
    "copies",
    "data_requests",
    "deadlines",
    "deflections",
    "descriptions",
    "dialogues",
    "directory",
    "directory_rows",
    "dismissed_questions",
    "files",
    "former_places",
    "guide_hosts",
    "guide_synonyms",
    "guide_words",
    "held_messages",
    "hinted_words",
    "hints",
    "identities",
    "identity_words",
    "import_rows",
    "imports",
    "inbox",
    "invitations",
    "invoices",
    "leases",
    "live_questions",
    "login_codes",
    "login_proofs",
    "member_menus",
    "menus",
    "message_versions",
    "messages",
    "metadata",
    "operator_groups",
    "outages",
    "outbox",
    "own_words",
    "pauses",
    "payment_links",
    "payments",
    "people",
    "promises",
    "pulse",
    "recalculations",
    "representatives",
    "retention",
    "rights_requests",
    "setups",
    "spending",
    "subscriptions",
    "supervisors",
    "supplier_companies",
    "supplier_vat",
    "suppliers",
    "tickets",
    "told_closed",
    "topics",
    "word_treatments",
]
