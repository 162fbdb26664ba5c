"""What is right, odd or wrong with a desk: the limits, each in one place. Sizes are bytes, times seconds."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.rules.deadlines.work_year import DECEMBER
from bot.rules.desk.findings import Check, Finding, Verdict, What, odd, right, wrong

MIB = 1024 * 1024
CLOCK_LIMITS = (5.0, 60.0)
"""How far the machine's clock may be from Telegram's before it is odd, and wrong: deadlines are told by it."""
LATENCY_LIMIT = 2.0
BACKUP_LIMIT = timedelta(days=2.5)
"""A desk that only runs in working hours is backed up on every other day."""
SPACE_LIMITS = (1024 * MIB, 100 * MIB)
LOG_LIMIT = 64 * MIB
"""The log of SQLite is cut short at 4 MiB, unless something reads for long or a desk was killed under load."""
INBOX_LIMITS = (60.0, 600.0)
OUTBOX_LIMIT = 600.0
PILE_LIMIT = 100
RECENT = timedelta(hours=1)
RIGHTS = ("can_manage_topics", "can_delete_messages", "can_pin_messages")
"""What the bot needs in a group: topics for requests, to delete what operators take back, and to pin cards."""

OF_TOPICS = ("can_manage_topics", "can_pin_messages")
"""Those that a group without topics has no use for."""


def beyond(value: float, odd_from: float, wrong_from: float) -> Verdict:
    """Judge what should be small: beyond the first limit it is odd, beyond the second wrong."""
    if value > wrong_from:
        return Verdict.WRONG
    return Verdict.ODD if value > odd_from else Verdict.RIGHT


def clock(ahead: float) -> Finding:
    """Judge the machine's clock by how far it is ahead of Telegram's (behind: less than 0)."""
    verdict = beyond(abs(ahead), *CLOCK_LIMITS)
    if verdict is Verdict.RIGHT:
        return right(Check.CLOCK, What.CLOCK_RIGHT)
    way = "ahead" if ahead > 0 else "behind"
    return Finding(Check.CLOCK, verdict, What.CLOCK_OFF, {"seconds": round(abs(ahead)), "way": way})


def latency(route: str, seconds: float) -> Finding:
    """Judge how long Telegram took to answer by a route."""
    judge, what = (odd, What.ROUTE_SLOW) if seconds > LATENCY_LIMIT else (right, What.ROUTE_RIGHT)
    return judge(Check.ROUTES, what, route=route, latency=seconds)


def space(path: str, free: int) -> Finding:
    """Judge how much a folder's disk has left."""
    first, second = SPACE_LIMITS
    return Finding(Check.DISK, beyond(-free, -first, -second), What.SPACE, {"path": path, "size": free})


def backup(folder: str, made_at: datetime | None, now: datetime) -> Finding:
    """Judge the newest backup in a folder; None when there is none yet."""
    if made_at is None:
        return odd(Check.BACKUPS, What.BACKUP_NONE, path=folder)
    judge, what = (odd, What.BACKUP_OLD) if now - made_at > BACKUP_LIMIT else (right, What.BACKUP_RIGHT)
    return judge(Check.BACKUPS, what, path=folder, at=made_at)


def schema(found: str | None, newest: str, where: str, *, has_tables: bool) -> Finding:
    """Judge the schema of a database; revisions are numbers of four digits, None when it has none."""
    if found is None:
        judge, what = (wrong, What.DATABASE_FOREIGN) if has_tables else (right, What.DATABASE_NONE)
        return judge(Check.DATABASE, what, path=where)
    if found == newest:
        return right(Check.DATABASE, What.DATABASE_RIGHT, path=where, revision=found)
    judge, what = (odd, What.DATABASE_OLDER) if found < newest else (wrong, What.DATABASE_NEWER)
    return judge(Check.DATABASE, what, path=where, revision=found, newest=newest)


@dataclass(frozen=True, slots=True)
class Webhook:
    """What Telegram says of the webhook: `url` is empty when there is none."""

    url: str
    pending: int
    error: str | None = None
    error_at: datetime | None = None


def updates(known: Webhook, wanted: str, now: datetime) -> Iterator[Finding]:
    """Judge how updates come; `wanted` is the webhook that the desk sets, empty when it polls."""
    if known.url == wanted:
        yield right(Check.UPDATES, What.WEBHOOK_RIGHT if wanted else What.POLLING_RIGHT, host=host_of(wanted))
    elif not wanted:
        yield odd(Check.UPDATES, What.WEBHOOK_IN_THE_WAY, host=host_of(known.url))
    elif known.url:
        yield odd(Check.UPDATES, What.WEBHOOK_ELSEWHERE, host=host_of(known.url), wanted=host_of(wanted))
    else:
        yield odd(Check.UPDATES, What.WEBHOOK_UNSET, host=host_of(wanted))
    if known.url and known.error and known.error_at and now - known.error_at < RECENT:
        yield wrong(Check.UPDATES, What.WEBHOOK_FAILS, reason=known.error, at=known.error_at)
    if known.pending > PILE_LIMIT:
        yield odd(Check.UPDATES, What.UPDATES_PILE_UP, number=known.pending)


def host_of(url: str) -> str:
    """Return the host of an address, which may have a secret in its path."""
    return url.partition("//")[2].partition("/")[0].rpartition("@")[2]


@dataclass(frozen=True, slots=True)
class Seat:
    """What the bot is in a group, which is called `group`; `rights` are those that it has of RIGHTS."""

    group: str
    status: str
    forum: bool
    public: bool
    may_write: bool
    rights: Collection[str]

    @property
    def administers(self) -> bool:
        """Whether the bot is an administrator: then it reads everything, whatever its privacy mode."""
        return self.status == "administrator"


def group(seat: Seat) -> list[Finding]:
    """Judge what the bot may do in a group of operators."""
    if not seat.may_write:
        return [wrong(Check.GROUPS, What.GROUP_MUTE, group=seat.group)]
    lacks = [each for each in RIGHTS if each not in seat.rights]
    found = []
    if not seat.forum:
        found.append(odd(Check.GROUPS, What.GROUP_WITHOUT_TOPICS, group=seat.group))
        lacks = [each for each in lacks if each not in OF_TOPICS]
    if not seat.administers:
        found.append(odd(Check.GROUPS, What.GROUP_NOT_ADMINISTERED, group=seat.group))
    elif lacks:
        found.append(odd(Check.GROUPS, What.GROUP_RIGHTS_MISSING, group=seat.group, rights=lacks))
    if seat.public:
        found.append(odd(Check.GROUPS, What.GROUP_PUBLIC, group=seat.group))
    return found or [right(Check.GROUPS, What.GROUP_RIGHT, group=seat.group)]


def privacy(*, reads_all: bool, seats: Collection[Seat]) -> Finding:
    """Judge the privacy mode, by which a bot reads in a group only what is for it, unless it is an administrator."""
    if reads_all:
        return right(Check.GROUPS, What.PRIVACY_OFF)
    blind = [seat.group for seat in seats if not seat.administers]
    if blind:
        return wrong(Check.GROUPS, What.PRIVACY_BLINDS, names=blind)
    return right(Check.GROUPS, What.PRIVACY_HARMLESS)


def years(today: date, known: Collection[int], settled: Collection[int]) -> list[Finding]:
    """Judge the working calendar of this year and the next, whose decree comes out in autumn.

    `known` are the years with a decree, `settled` those whose moved days were put in by hand.
    """
    ready = [year for year in (today.year, today.year + 1) if year in known or year in settled]
    found = [right(Check.CALENDAR, What.YEARS_KNOWN, names=[str(year) for year in ready])] if ready else []
    if today.year not in ready:
        found.append(odd(Check.CALENDAR, What.YEAR_UNKNOWN, year=today.year))
    if today.year + 1 not in ready:
        late = today.month == DECEMBER
        judge, what = (odd, What.YEAR_UNKNOWN) if late else (right, What.YEAR_AWAITED)
        found.append(judge(Check.CALENDAR, what, year=today.year + 1))
    return found


def money(*, bills: bool, delivers: bool) -> list[Finding]:
    """Judge whether invoices can be issued (somebody `bills`), and then reach whoever asks for them."""
    if not bills:
        return [odd(Check.RULES, What.SUPPLIERS_NONE)]
    return [] if delivers else [odd(Check.RULES, What.PAPERS_STUCK)]


def rules(off: Collection[str], *, anybody_paid: bool) -> list[Finding]:
    """Judge what of the regulation does nothing; `off` are clauses and their settings that are switched off."""
    found = [odd(Check.RULES, What.RULES_OFF, names=list(off))] if off else [right(Check.RULES, What.RULES_ON)]
    return found if anybody_paid else [*found, odd(Check.RULES, What.TARIFFS_NONE)]


def retention(days: Mapping[str, int]) -> list[Finding]:
    """Judge for how long what is stored about people is kept; `days` by the names of the settings, 0 for ever."""
    kept = [f"{name} = {number}" for name, number in days.items() if number]
    found = [right(Check.RETENTION, What.RETENTION_ON, names=kept)] if kept else []
    for_ever = [name for name, number in days.items() if not number]
    return [*found, odd(Check.RETENTION, What.RETENTION_OFF, names=for_ever)] if for_ever else found


def inbox(number: int, age: float) -> Finding | None:
    """Judge what waits to be worked through by its oldest row; None when there is nothing to say."""
    verdict = beyond(age, *INBOX_LIMITS)
    details = {"number": number, "age": age}
    return None if verdict is Verdict.RIGHT else Finding(Check.QUEUES, verdict, What.INBOX_OLD, details)


def outbox(number: int, age: float) -> Finding | None:
    """Judge what waits to be sent, as above; letters and lost groups may wait for days and hold up nobody else."""
    return odd(Check.QUEUES, What.OUTBOX_OLD, number=number, age=age) if age > OUTBOX_LIMIT else None
