"""The words of every finding: what was found, and what to do when that is not right."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from aiogram.utils.i18n import gettext as _
from aiogram.utils.i18n import ngettext

from bot import reasons
from bot.phrasing import moment
from bot.rules.desk.findings import Check, Finding, Missing, Verdict, What
from bot.rules.text import N_, cut, one_line

TITLES = {
    Check.SETTINGS: N_("Settings"),
    Check.DESK: N_("Desk"),
    Check.DATABASE: N_("Database"),
    Check.INTEGRITY: N_("Database integrity"),
    Check.DISK: N_("Disk"),
    Check.ROUTES: N_("Way to Telegram"),
    Check.CLOCK: N_("Clock"),
    Check.TOKEN: N_("Bot token"),
    Check.UPDATES: N_("Incoming messages"),
    Check.GROUPS: N_("Operator groups"),
    Check.SUPERVISORS: N_("Supervisors"),
    Check.MAIL: N_("E-mail"),
    Check.CALENDAR: N_("Working calendar"),
    Check.QUEUES: N_("Queues"),
    Check.GUIDE: N_("Guide"),
    Check.RULES: N_("Rules"),
    Check.RETENTION: N_("Retention of personal data"),
    Check.BACKUPS: N_("Backups"),
}

FOUND = {
    What.SETTINGS_RIGHT: N_("all of them can be read"),
    What.SETTING_WRONG: N_("the desk does not start: {line}"),
    What.SETTINGS_UNKNOWN: N_(".env has names that are no settings and do nothing: {names}"),
    What.SANDBOX: N_("BOT_TOKEN is not set: `make run` would start the sandbox, a practice Telegram in the browser"),
    What.DESK_RUNS: N_("it runs at {address} and is well"),
    What.DESK_STANDS: N_("it does not run: nothing answers at {address}"),
    What.DESK_HANGS: N_("something takes calls at {address} and does not answer"),
    What.DESK_COMPLAINS: N_("it runs and says: {reason}"),
    What.DESK_UNWRITABLE: N_("it runs and cannot write to the database ({reason}): nothing new is accepted"),
    What.DESK_REFUSED: N_("it runs, and Telegram refuses its token: nothing is received and nothing sent"),
    What.DESK_UNHEARD: N_("it runs, and Telegram has not answered it for over 90 s"),
    What.DESK_LOST: N_("the file of its database was removed or replaced: nothing new is accepted"),
    What.DESK_RIVALLED: N_("another program takes the messages of this bot, or a webhook is set: the desk gets none"),
    What.PORT_TAKEN: N_("another program answers at {address}: the desk cannot start there"),
    What.PORT_UNKNOWN: N_("HTTP_PORT is 0: where a running desk answers cannot be known, so it was not asked"),
    What.DATABASE_RIGHT: N_("{path} answers, its schema is up to date ({revision})"),
    What.DATABASE_NONE: N_("there is none yet: the first start makes {path}"),
    What.DATABASE_OLDER: N_("{path} is of an older version ({revision}, the program has {newest})"),
    What.DATABASE_NEWER: N_("{path} is newer than the program ({revision}, the program has {newest})"),
    What.DATABASE_FOREIGN: N_("{path} belongs to another program: it has tables, but none of the desk's"),
    What.DATABASE_UNUSABLE: N_("{path} cannot be used: {reason}"),
    What.DATABASE_READ_ONLY: N_("{path} takes no writes"),
    What.LOG_UNREADABLE: N_(
        "{path} was copied or left together with unfinished changes (the file “-wal”), which only a start can "
        "bring in, so it was not looked into"
    ),
    What.INTACT: N_("nothing in the file is damaged"),
    What.DAMAGED: N_("{path} is damaged: {reason}"),
    What.UNFINISHED: N_("what could be read of {path} in {seconds} s is in order; there was no time for the rest"),
    What.INTEGRITY_SERVER: N_("PostgreSQL looks after its files itself"),
    What.SPACE: N_("{path}: {size} free"),
    What.NO_WRITING: N_("the desk may not write to {path}"),
    What.LOG_LARGE: N_("the log of the database has grown to {size}: {path}"),
    What.ROUTE_RIGHT: N_("{route}: answers in {latency} s"),
    What.ROUTE_SLOW: N_("{route}: answers slowly, in {latency} s"),
    What.ROUTE_AWAY: N_("{route}: {host} cannot be reached ({reason})"),
    What.CLOCK_RIGHT: N_("the machine's clock agrees with Telegram's"),
    What.CLOCK_OFF: N_("the machine's clock is {seconds} s {way} Telegram's"),
    What.CLOCK_UNKNOWN: N_("{host} does not say what time it is"),
    What.TOKEN_RIGHT: N_("Telegram knows the bot as {name}"),
    What.TOKEN_REFUSED: N_("Telegram does not know it"),
    What.POLLING_RIGHT: N_("the desk fetches them itself, no webhook stands in the way"),
    What.WEBHOOK_RIGHT: N_("Telegram brings them to {host}"),
    What.WEBHOOK_IN_THE_WAY: N_("Telegram brings them to {host}, though WEBHOOK_URL is not set"),
    What.WEBHOOK_UNSET: N_("Telegram does not bring them to {host} yet"),
    What.WEBHOOK_ELSEWHERE: N_("Telegram brings them to {host}, not to {wanted}"),
    What.WEBHOOK_FAILS: N_("Telegram could not hand them over, last at {at}: {reason}"),
    What.UPDATES_PILE_UP: N_("wait at Telegram to be taken: {number}"),
    What.PRIVACY_OFF: N_("privacy mode is off: the bot reads what operators write"),
    What.PRIVACY_HARMLESS: N_("privacy mode is on, but as an administrator the bot reads what operators write"),
    What.PRIVACY_BLINDS: N_(
        "privacy mode is on and the bot is no administrator, so it does not read what operators write in: {names}"
    ),
    What.GROUPS_NONE: N_("there is none: requests go to nobody"),
    What.GROUP_RIGHT: N_("“{group}”: topics are on, the bot has every right"),
    What.GROUP_GONE: N_("“{group}”: the bot is not there ({reason})"),
    What.GROUP_MOVED: N_("“{group}” was upgraded and has another id now: {chat}"),
    What.GROUP_MUTE: N_("“{group}”: the bot may not write there"),
    What.GROUP_WITHOUT_TOPICS: N_("“{group}”: topics are off, so operators work by replies to cards"),
    What.GROUP_NOT_ADMINISTERED: N_("“{group}”: the bot is no administrator, so operators work by replies to cards"),
    What.GROUP_RIGHTS_MISSING: N_("“{group}”: the bot lacks rights: {rights}"),
    What.GROUP_PUBLIC: N_("“{group}” is public: whoever opens it can act as an operator"),
    What.SUPERVISORS_NONE: N_("nobody is named: nobody can steer the desk or is told what goes wrong"),
    What.SUPERVISORS_RIGHT: N_("can be written to: {names}"),
    What.SUPERVISORS_NEW: N_("never wrote to the bot and are told nothing: {names}"),
    What.SUPERVISORS_GONE: N_("have blocked the bot and are told nothing: {names}"),
    What.MAIL_UNSET: N_("SMTP_URL is not set: letters about deadlines (4.3) wait"),
    What.MAIL_RIGHT: N_("{host} lets the desk in"),
    What.MAIL_AWAY: N_("{host} cannot be reached: {reason}"),
    What.MAIL_INSECURE: N_("no safe connection to {host}: {reason}"),
    What.MAIL_LOGIN: N_("{host} refuses the name or the password: {reason}"),
    What.YEARS_KNOWN: N_("official days off are known for {names}"),
    What.YEAR_UNKNOWN: N_("the moved days off of {year} are not known: deadlines around them will be wrong"),
    What.YEAR_AWAITED: N_("the moved days off of {year} are not known yet: the decree comes out in autumn"),
    What.QUEUES_RIGHT: N_("nothing waits for long"),
    What.INBOX_OLD: N_("incoming messages not worked through: {number}, the oldest for {age}"),
    What.OUTBOX_OLD: N_("messages not sent yet: {number}, the oldest for {age}"),
    What.FAILURES: N_("could not be processed or delivered and were set aside: {number}"),
    What.GUIDE_RIGHT: N_("articles: {number}, sites: {names}"),
    What.GUIDE_EMPTY: N_(
        "there are no articles: nothing can be found or suggested, and instructions without a link are not held "
        "(3.6); sites: {names}"
    ),
    What.RULES_ON: N_("none is switched off"),
    What.RULES_OFF: N_("switched off by settings: {names}"),
    What.SUPPLIERS_NONE: N_("nobody's requisites are known: no invoice can be issued (5)"),
    What.PAPERS_STUCK: N_("invoices reach nobody: there is no mail, and papers are kept out of chats"),
    What.TARIFFS_NONE: N_("no company has a paid period: everybody gets the tariff “Basic” (5)"),
    What.RETENTION_ON: N_("what is older is erased by night, in days: {names}"),
    What.RETENTION_OFF: N_("kept without a limit: {names}"),
    What.BACKUPS_OFF: N_("none are made: BACKUP_DIR is not set"),
    What.BACKUPS_UNREADABLE: N_("none can be made: {reason}"),
    What.BACKUP_NONE: N_("there is none yet in {path}"),
    What.BACKUP_OLD: N_("the newest in {path} is of {at}"),
    What.BACKUP_RIGHT: N_("the newest in {path} is of {at}"),
    What.SILENT: N_("no answer within {seconds} s"),
    What.CRASHED: N_("the check itself failed: {error}"),
    What.UNEXAMINED: N_("not examined: {missing}"),
}

ADVICE = {
    What.SETTING_WRONG: N_("Correct it in .env or in the environment, and run the check again."),
    What.SETTINGS_UNKNOWN: N_("Look for misspelt names: the README lists all settings."),
    What.SANDBOX: N_("To go live, follow “Go live” in the README; to try it out, nothing is missing."),
    What.DESK_STANDS: N_("If it should run, start it: `make run`."),
    What.DESK_HANGS: N_("Look into the log of the desk; if it says nothing new, restart it."),
    What.DESK_COMPLAINS: N_("See “Is it alive” in docs/operations.md."),
    What.DESK_UNWRITABLE: N_("Make room on the disk, or see to the database server; the desk goes on by itself."),
    What.DESK_REFUSED: N_("Take the token from @BotFather (/mybots → API Token), set BOT_TOKEN, and restart the desk."),
    What.DESK_UNHEARD: N_("See to the network of the machine, or set TELEGRAM_PROXY; the desk goes on by itself."),
    What.DESK_LOST: N_("Stop the desk, put the file back or restore the last backup, and start it again."),
    What.DESK_RIVALLED: N_(
        "Stop the other program that uses this token. If there is none that you know, get a new token from "
        "@BotFather (/revoke)."
    ),
    What.PORT_TAKEN: N_("Stop that program, or set another HTTP_PORT."),
    What.PORT_UNKNOWN: N_("Set a fixed HTTP_PORT."),
    What.DATABASE_OLDER: N_(
        "The next start brings it up to date; an SQLite database is backed up before, for PostgreSQL run "
        "`python -m bot backup` first."
    ),
    What.DATABASE_NEWER: N_("Update the program, or restore a backup of the database that fits it."),
    What.DATABASE_FOREIGN: N_("Let DATABASE_URL name a database of its own."),
    What.DATABASE_UNUSABLE: N_("Check DATABASE_URL, and whether the database server runs."),
    What.DATABASE_READ_ONLY: N_("Let DATABASE_URL name the main server, and its user write there."),
    What.LOG_UNREADABLE: N_("Start the desk once, and run the check again."),
    What.DAMAGED: N_("Stop the desk, keep a copy of the file, and restore the last backup."),
    What.UNFINISHED: N_(
        "The database is large. To look at all of it, in a quiet hour: sqlite3 {path} 'PRAGMA quick_check'"
    ),
    What.SPACE: N_("Make room: when the disk is full, nothing new is accepted."),
    What.NO_WRITING: N_("Give the user of the desk the right to read and write there."),
    What.LOG_LARGE: N_(
        "Restart the desk, which cuts it short. If it grows again, look for a program that reads the database "
        "for hours."
    ),
    What.ROUTE_SLOW: N_("Messages go out late. See to the network of this machine."),
    What.ROUTE_AWAY: N_(
        "See to the network, the firewall and the name server of this machine, and to TELEGRAM_API_URL if it is set."
    ),
    What.CLOCK_OFF: N_("Switch on synchronisation of time (NTP): deadlines follow this clock."),
    What.CLOCK_UNKNOWN: N_("Compare the machine's clock with another one."),
    What.TOKEN_REFUSED: N_("Take the token from @BotFather (/mybots → API Token) and set BOT_TOKEN."),
    What.WEBHOOK_IN_THE_WAY: N_(
        "The start of the desk removes that. If it runs already, another program with this token has set it: "
        "stop that one, and restart the desk."
    ),
    What.WEBHOOK_UNSET: N_(
        "The start of the desk registers it. If it runs already, another program with this token has removed "
        "it: stop that one, and restart the desk."
    ),
    What.WEBHOOK_ELSEWHERE: N_(
        "The start of the desk changes that. If it runs already, another program with this token has set it: "
        "stop that one, and restart the desk."
    ),
    What.WEBHOOK_FAILS: N_("See to the proxy and its certificate: WEBHOOK_URL must lead to HTTP_HOST:HTTP_PORT."),
    What.UPDATES_PILE_UP: N_("Start the desk; if it runs, look into its log."),
    What.PRIVACY_BLINDS: N_(
        "Make the bot an administrator there, or send @BotFather /setprivacy → Disable and add the bot to the "
        "group again."
    ),
    What.GROUPS_NONE: N_(
        "A supervisor sends the bot /start, which leads on, or /bind in a group. Or set OPERATOR_CHAT_ID."
    ),
    What.GROUP_GONE: N_("Add the bot to the group again, or let another group replace it: /groups."),
    What.GROUP_MOVED: N_("The desk follows by itself. If this is the group of OPERATOR_CHAT_ID, set the new id there."),
    What.GROUP_MUTE: N_("Let the bot write there, best of all as an administrator."),
    What.GROUP_WITHOUT_TOPICS: N_("Switch on Topics in the settings of the group, unless you want it so."),
    What.GROUP_NOT_ADMINISTERED: N_(
        "Make the bot an administrator with the rights Manage topics, Delete messages and Pin messages."
    ),
    What.GROUP_RIGHTS_MISSING: N_("Give the bot these rights: Edit group → Administrators."),
    What.GROUP_PUBLIC: N_("Make the group private."),
    What.SUPERVISORS_NONE: N_(
        "Start the desk and open the link that it prints: whoever is first becomes the supervisor. Or set "
        "SUPERVISOR_IDS."
    ),
    What.SUPERVISORS_NEW: N_("Let them open the bot and press Start."),
    What.SUPERVISORS_GONE: N_("Let them unblock the bot and press Start."),
    What.MAIL_UNSET: N_("Set SMTP_URL."),
    What.MAIL_AWAY: N_("Check the host and port of SMTP_URL, and whether a firewall lets mail out."),
    What.MAIL_INSECURE: N_(
        "Check the certificate of the server, and whether SMTP_URL should begin with smtps:// or smtp://."
    ),
    What.MAIL_LOGIN: N_(
        "Set the right name and password in SMTP_URL; some providers want a password made for programs."
    ),
    What.YEAR_UNKNOWN: N_("Update the program, or put the moved days in with /calendar."),
    What.INBOX_OLD: N_("Start the desk; if it runs, look into its log for input_failed and database_away."),
    What.OUTBOX_OLD: N_("Start the desk; if it runs, see to what is reported here of Telegram, groups and e-mail."),
    What.FAILURES: N_("A supervisor sees them with /failed, and has them tried again or drops them."),
    What.GUIDE_EMPTY: N_("A supervisor loads them with /import."),
    What.RULES_OFF: N_("Unless that is meant, take these settings out of .env or the environment, and restart."),
    What.SUPPLIERS_NONE: N_("A supervisor enters them: /invoices, then Requisites."),
    What.PAPERS_STUCK: N_("Set SMTP_URL, or TELEGRAM_SENSITIVE to on."),
    What.TARIFFS_NONE: N_("Once a company pays, a supervisor enters it: /tariff with the INN and the months."),
    What.RETENTION_OFF: N_("The law wants personal data erased once they are needed no more: set a number of days."),
    What.BACKUPS_OFF: N_("Set BACKUP_DIR to a folder on another disk: the desk then makes one each day."),
    What.BACKUPS_UNREADABLE: N_("Mend that, or let BACKUP_DIR name another folder."),
    What.BACKUP_NONE: N_("The desk makes the first at its start; if it runs, look into its log for backup_failed."),
    What.BACKUP_OLD: N_("Start the desk; if it runs, look into its log for backup_failed."),
    What.SILENT: N_("See to the network and to what this part connects to, and run the check again."),
    What.CRASHED: N_("Run the check again; if it stays so, tell those who maintain the program."),
    What.UNEXAMINED: N_("See to that first."),
}
"""What is to be done; a finding that is right needs nothing done."""

REASON_LIMIT = 200


def title(check: Check) -> str:
    """Name a check."""
    return _(TITLES[check])


def found(finding: Finding, zone: ZoneInfo) -> str:
    """Say what was found, as plain text."""
    return _(FOUND[finding.what]).format(**_details(finding.details, zone))


def advice(finding: Finding, zone: ZoneInfo) -> str:
    """Say what to do about it; nothing when it is right."""
    if finding.verdict is Verdict.RIGHT:
        return ""
    return _(ADVICE[finding.what]).format(**_details(finding.details, zone))


def _details(details: Mapping[str, Any], zone: ZoneInfo) -> dict[str, str]:
    return {name: _detail(name, value, zone) for name, value in details.items()}


def _detail(name: str, value: Any, zone: ZoneInfo) -> str:
    if isinstance(value, datetime):
        return moment(value, zone)
    if isinstance(value, list):
        return ", ".join(_right(each) if name == "rights" else one_line(each) for each in value)
    if name in WRITERS:
        return WRITERS[name](value)
    if name == "reason" and (plain := reasons.known(str(value))) is not None:
        return plain
    return cut(one_line(str(value)), REASON_LIMIT) if name in ("reason", "line") else one_line(str(value))


def _right(name: str) -> str:
    names = {
        "can_manage_topics": _("Manage topics"),
        "can_delete_messages": _("Delete messages"),
        "can_pin_messages": _("Pin messages"),
    }
    return names[name]


def _way(direction: str) -> str:
    return {"ahead": _("ahead of"), "behind": _("behind")}[direction]


def _route(name: str) -> str:
    return _("directly") if name == "direct" else name


def missing(what: Missing) -> str:
    """Say why a check was not made."""
    names = {
        Missing.SETTINGS: _("the settings must be corrected first"),
        Missing.DATABASE: _("the database cannot be read"),
        Missing.FIRST_START: _("the first start makes the database"),
        Missing.TELEGRAM: _("Telegram does not answer"),
        Missing.TOKEN: _("there is no valid bot token"),
    }
    return names[what]


def size(number: int) -> str:
    """Write an amount of bytes as people do."""
    megabytes = number / 1024**2
    return (
        _("{n} GB").format(n=f"{megabytes / 1024:.1f}") if megabytes >= 1024 else _("{n} MB").format(n=round(megabytes))
    )


def age(seconds: float) -> str:
    """Write how long something has waited, in its largest unit."""
    minutes = int(seconds) // 60
    if minutes < 60:
        return ngettext("{n} minute", "{n} minutes", minutes).format(n=minutes)
    hours = minutes // 60
    if hours < 48:
        return ngettext("{n} hour", "{n} hours", hours).format(n=hours)
    return ngettext("{n} day", "{n} days", hours // 24).format(n=hours // 24)


WRITERS: Mapping[str, Callable[[Any], str]] = {
    "size": size,
    "age": age,
    "way": _way,
    "route": _route,
    "missing": missing,
    "latency": "{:.2f}".format,
}
"""How a detail of a name is written; others are written as they are."""
