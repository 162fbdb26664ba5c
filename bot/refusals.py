"""What people are told when a rule says no: why, and what they can do instead. Each reason has its words here, once."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from aiogram.utils.i18n import gettext as _

from bot.actions.desk import directory_import, groups_admin
from bot.actions.people import leaving
from bot.actions.tickets import transfers, trial
from bot.phrasing import deadline_examples, moment, placeholders, quoted
from bot.rules import fields
from bot.rules.deadlines import deadlines, overrides, when
from bot.rules.desk import periods
from bot.rules.guide import guide_import, sheets, synonyms
from bot.rules.moderation import canned, moderation, own_words
from bot.rules.money import entering, paying, statement
from bot.rules.people import codes, directory_cells, phones
from bot.rules.text import N_
from bot.rules.tickets import calls, data_requests, tickets

WORDS: Mapping[str, str] = {
    fields.Reason.EMPTY: N_("Nothing is written here. Please type it as text."),
    fields.Reason.TOO_SHORT: N_("That is too short: at least 2 characters are needed."),
    fields.Reason.TOO_LONG: N_("That is too long for this field (at most {limit} characters)."),
    fields.Reason.FORM: N_("This does not look like an e-mail address. It is written like ivanov@company.ru."),
    fields.Reason.SEVERAL: N_("There are several here: {values}. Please type only one of them."),
    fields.Reason.CYRILLIC: N_(
        "There are Cyrillic letters in the address: {letters}. Please type it in Latin letters."
    ),
    fields.Reason.MUCH_CYRILLIC: N_("There are Cyrillic letters in the address. Please type it in Latin letters."),
    fields.Reason.LENGTH: N_("An INN has 10 digits, that of an entrepreneur 12. Digits typed: {digits}."),
    fields.Reason.NO_DIGITS: N_("An INN has digits alone: 10 of a company, 12 of an entrepreneur."),
    fields.Reason.REGION: N_("An INN cannot begin with two zeros. Please check the number."),
    fields.Reason.CHECK_DIGITS: N_("The check digits do not match. Please look for a mistake in the number."),
    fields.Reason.NO_LETTERS: N_("There is no letter in the name."),
    fields.Reason.LINK: N_("This looks like an address or a link. Please type the name of a person."),
    fields.Reason.DIGITS: N_("There are digits in the name. Please type it in letters."),
    fields.Reason.CHARACTERS: N_("A name cannot contain: {characters}"),
    fields.Reason.LATIN_WORD: N_("There are Latin letters in “{word}”. Please type it in Cyrillic ones."),
    fields.Reason.CYRILLIC_WORD: N_("There are Cyrillic letters in “{word}”. Please type it in Latin ones."),
    fields.Reason.INITIALS: N_("Please type the names in full, without initials."),
    fields.Reason.ONE_WORD: N_("Please type surname and name."),
    fields.Reason.PATRONYMIC_MISSING: N_("The patronymic is missing. If you have none, add “no patronymic”."),
    fields.Reason.TOO_MANY_WORDS: N_("There are too many words. Please type only surname, name and patronymic."),
    fields.Reason.NO_REASON: N_("Please give the reason in words: the requester will read it."),
    codes.Reason.TOO_SOON: N_("Another letter can be sent in {seconds} s. Please look into the spam folder meanwhile."),
    codes.Reason.TOO_MANY: N_(
        "Too many codes have been asked for. The next one can be sent from {free_at} on. "
        "You can go on without it and confirm the login later."
    ),
    statement.Reason.TOO_LARGE: N_("The file is too large for a statement: at most 5 MB."),
    statement.Reason.OTHER_FORMAT: N_(
        "This is no statement for 1C. Please export it from the bank in the format 1CClientBankExchange."
    ),
    statement.Reason.OTHER_VERSION: N_("The format {name} is unknown. Please export version 1.02 or 1.03."),
    statement.Reason.CUT: N_("The statement ends too soon. Please export it once more; nothing was read of it."),
    statement.Reason.TOO_MANY: N_("There are more than {limit} documents. Please export a shorter time."),
    statement.Reason.OTHER_ACCOUNT: N_(
        "The statement is of another account: {values}. Those of the suppliers: /invoices."
    ),
    statement.Reason.NO_SUPPLIER: N_("There are no requisites yet, and so no account. Enter them: /invoices"),
    phones.Reason.FORM: N_("This does not look like a phone number. It is written like 8 (495) 248-06-46."),
    phones.Reason.CHARACTERS: N_("A phone number cannot contain: {characters}"),
    phones.Reason.DIGITS: N_("A Russian number has 10 digits behind +7 or 8. Digits typed: {digits}."),
    phones.Reason.CODE: N_("There is a mistake in the code of the country. Please check the number."),
    calls.Reason.NO_LINK: N_("This is not a link. It is written like https://calls.company.ru/recording."),
    calls.Reason.NOT_HTTPS: N_("Only a link that begins with https:// can be kept."),
    calls.Reason.NOT_BY_PHONE: N_("The requester can be written to, so they answer here themselves."),
    calls.Reason.NOT_IN_TARIFF: N_("The tariff does not include this service. Please go back and choose another."),
    calls.Reason.TOO_MANY_WORDS: N_("At most {limit} messages can be written down. Please press “Done”."),
    calls.Reason.IS_QUESTION: N_("This looks like the caller's question: it is asked for later."),
    calls.Reason.NO_SUCH_SERVICE: N_("There is no such service in the list."),
    calls.Reason.NO_WORDS: N_("Without a question there is no request."),
    calls.Reason.UNCARRIED: N_("{what} cannot be passed on. Please describe it in words."),
    calls.Reason.BUTTON_NEEDED: N_("Nothing is typed at this step."),
    entering.Reason.MISSING: N_("These lines are missing: {what}."),
    entering.Reason.UNKNOWN_LINE: N_("There is no such line among the requisites: “{line}”."),
    entering.Reason.KPP: N_("A KPP has nine signs, such as 773601001."),
    entering.Reason.NO_KPP: N_("An organisation has a KPP. Only entrepreneurs (12 digits of INN) go without."),
    entering.Reason.BIC: N_("A BIC has nine digits and begins with 04 or 01."),
    entering.Reason.ACCOUNT: N_("A bank account has 20 digits. Digits typed: {digits}."),
    entering.Reason.ACCOUNT_KEY: N_("The account does not belong to the bank with this BIC. Please check both."),
    entering.Reason.CORRESPONDENT: N_("The correspondent account does not belong to the bank with this BIC."),
    entering.Reason.RATE: N_("VAT is “none”, 5 %, 7 % or 22 %, if need be with its first day: “5 % 01.01.2026”."),
    data_requests.Reason.TOO_MANY: N_("At most {limit} items can be asked for at once."),
    data_requests.Reason.QUESTION_TOO_LONG: N_("Please make each question shorter: at most {limit} characters."),
    data_requests.Reason.WORDS_NEEDED: N_("Please type it as text."),
    data_requests.Reason.PICTURE_NEEDED: N_("A picture is needed here: a photo, or an image as a file."),
    leaving.Reason.LEAVING: N_(
        "The data about you are being deleted as you asked; that takes some minutes. "
        "Nothing is accepted until then: please write later."
    ),
    tickets.Reason.CLOSED: N_("The request is closed. Its requester can open it again."),
    tickets.Reason.NOT_CLOSED: N_("The request is open: please write your message, it will be added."),
    tickets.Reason.ALREADY_ASKED: N_("The requester has already been asked to confirm and has not answered yet."),
    tickets.Reason.NOT_ASKED: N_("The request is in work, there is nothing to confirm yet."),
    tickets.Reason.TOO_MANY: N_(
        "Requests sent within the last hour: {limit}. The next one can be sent from {time} on. "
        "If your question belongs to an open request, please write it there."
    ),
    tickets.Reason.NO_DEADLINE: N_("A technical error has no deadline: there is nothing to extend."),
    transfers.Reason.NOWHERE: N_("There is no other operator group. A supervisor adds one by sending /bind in it."),
    trial.Reason.NO_GROUP: N_("There is no operator group yet: nowhere for a trial request to go. /start leads on."),
    trial.Reason.UNDER_WAY: N_("A trial request is under way already. Once it is ended, another can be opened."),
    groups_admin.Reason.GROUP_GONE: N_("Another group already stands for this one. /groups shows how it is now."),
    deadlines.Reason.NOT_LATER: N_(
        "That is {read}, but the present deadline is {due}. Please name a moment later than that."
    ),
    when.Reason.UNKNOWN: N_("This date or time cannot be understood. Examples:\n{examples}"),
    when.Reason.NO_SUCH_DAY: N_("There is no such day in the calendar. Please name another one."),
    when.Reason.PAST: N_("This time has passed. Please name a later one."),
    when.Reason.NO_WORKING_TIME: N_("There are no working hours before that. Please name a later time."),
    when.Reason.TOO_FAR: N_("This is more than a year away. Please name an earlier time."),
    moderation.Reason.OBSCENE: N_("“{word}” is an obscene or insulting word: it may not reach the requester."),
    moderation.Reason.SLANG: N_("“{word}” is slang. Please write “{proper}”: the requester will read it."),
    moderation.Reason.ADVICE: N_("“{word}” is slang. Please write it {advice}: the requester will read it."),
    moderation.Reason.CLAIMED: N_("Supervisors have been asked already."),
    moderation.Reason.TOO_LONG: N_(
        "The message would have more than {limit} characters. Please edit it to be shorter."
    ),
    moderation.Reason.DECIDED: N_("It was decided before what becomes of this message."),
    moderation.Reason.CHANGED: N_("The message was edited meanwhile. Please read the question again."),
    canned.Reason.PLACEHOLDER: N_("There is no placeholder {name}. Possible: {placeholders}"),
    canned.Reason.EMPTY: N_("Please write the text below the name, from the second line on."),
    canned.Reason.TOO_LONG: N_("The text is too long: at most {limit} characters."),
    own_words.Reason.FORM: N_("Please write a word and its term, a line each: {example}"),
    own_words.Reason.WORD: N_(
        "“{word}”: it must be one word of 2 to 40 letters and digits, with a letter in it; before * at least 3."
    ),
    own_words.Reason.HINTED: N_("“{word}” is obscene or insulting: it can be held or let pass, a hint is not enough."),
    own_words.Reason.TERM: N_("“{term}”: the term is too long, or is slang itself."),
    synonyms.Reason.FORM: N_("Please write what people say and what the guide says, a line each: {example}"),
    synonyms.Reason.SAYS_NOTHING: N_("“{word}”: the search leaves such words out. Please name others."),
    synonyms.Reason.TOO_LONG: N_("That is too long: at most {limit} characters fit in here."),
    periods.Reason.UNKNOWN: N_("This is not a period. Examples:"),
    periods.Reason.BACKWARDS: N_("The period ends before it begins. Examples:"),
    paying.Reason.UNKNOWN: N_("There is no such invoice."),
    paying.Reason.PAID: N_("The invoice {invoice} is paid already."),
    paying.Reason.CANCELLED: N_("The invoice {invoice} was cancelled."),
    paying.Reason.EXPIRED: N_("The invoice {invoice} is not valid any more. Please ask for a new one: /tariff"),
    paying.Reason.CHANGED: N_("The sum of the invoice {invoice} is another one. Please ask for a new one: /tariff"),
    # of a line or a row, behind its number
    overrides.Reason.UNREADABLE: N_(
        "a day (31.12.2026), what it is (working, day off, as in law) and a note are expected"
    ),
    overrides.Reason.NO_SUCH_DAY: N_("there is no such day"),
    overrides.Reason.PAST: N_("it is past: what was promised then stays"),
    overrides.Reason.TOO_FAR: N_("at most {limit} years ahead"),
    overrides.Reason.BACKWARDS: N_("it ends before it begins"),
    overrides.Reason.TOO_MANY_DAYS: N_("at most {limit} days in a line"),
    overrides.Reason.TWICE: N_("an earlier line names this day already"),
    overrides.Reason.LONG_NOTE: N_("the note is longer than {limit} characters"),
    sheets.Reason.UNREADABLE: N_("the file cannot be read. Please send CSV or XLSX."),
    sheets.Reason.ENCODING: N_("the letters in the file cannot be made out. Please save it as CSV UTF-8, or as XLSX."),
    sheets.Reason.EMPTY: N_("there is nothing in the file."),
    sheets.Reason.TOO_LONG: N_("the file has more than {limit} rows."),
    sheets.Reason.TOO_BIG: N_("the file is bigger than 20 MB: a bot cannot fetch it. Please divide it."),
    sheets.Reason.TOO_MUCH: N_("there is more in the file than can be read at once. Please divide it."),
    guide_import.Reason.NO_COLUMNS: N_("the first row must name the columns; “title” and “link” are needed."),
    guide_import.Reason.UNKNOWN_COLUMN: N_(
        "there is no column “{column}”. There are: title, link, text, video, services, language, remove."
    ),
    guide_import.Reason.COLUMN_TWICE: N_("“{column}” names a column that is named already."),
    guide_import.Reason.UNKNOWN_HEADER: N_(
        "line {line} seems to name the columns, but “title” or “link” is not among them. "
        "There are: title, link, text, video, services, language, remove."
    ),
    guide_import.Reason.ABOVE: N_("it stands above the articles and was left out."),
    guide_import.Reason.UNKNOWN_REMOVE: N_("“{word}” in the column “remove” is neither “yes” nor “no”."),
    guide_import.Reason.NO_TITLE: N_("there is no title."),
    guide_import.Reason.NO_LINK: N_("there is no link."),
    guide_import.Reason.BAD_LINK: N_("“{link}” is not a link."),
    guide_import.Reason.UNKNOWN_SERVICE: N_("“{service}” is not the number of a service (1–17)."),
    guide_import.Reason.UNKNOWN_LANGUAGE: N_("“{language}” is not a language of the guide: ru or en."),
    guide_import.Reason.OPEN_QUOTE: N_("A quotation mark is opened and never closed."),
    guide_import.Reason.TOO_LONG: N_("“{column}” is longer than {limit} characters."),
    directory_cells.Reason.NO_COLUMNS: N_("a row must name the columns; “INN” is needed, and “company” or “login”."),
    directory_cells.Reason.COLUMN_TWICE: N_("“{column}” names a column that is named already."),
    directory_cells.Reason.ABOVE: N_("it stands above the names of the columns."),
    directory_cells.Reason.NO_INN: N_("there is no INN."),
    directory_cells.Reason.KPP_FOR_INN: N_("a KPP stands in the place of the INN."),
    directory_cells.Reason.BAD_KPP: N_("“{kpp}” is not a KPP: it has 9 digits."),
    directory_cells.Reason.BAD_LOGIN: N_("“{login}” is not a login: an e-mail address is expected."),
    directory_cells.Reason.NO_COMPANY: N_("the company is new, and its name is missing."),
    directory_cells.Reason.FORMULA: N_("there is a formula in the column “{column}”. A value is needed."),
    directory_cells.Reason.OPEN_QUOTE: N_("A quotation mark is opened and never closed."),
    directory_cells.Reason.UNKNOWN_TARIFF: N_("“{tariff}” is not a tariff: basic or extended."),
    directory_cells.Reason.NO_DATE: N_("there is no day until which the extended tariff is paid."),
    directory_cells.Reason.PAID_BASIC: N_("the tariff is basic, but the day until which it is paid has not come yet."),
    directory_cells.Reason.BAD_DATE: N_("“{date}” is not a day."),
    directory_cells.Reason.UNKNOWN_SEE: N_("“{word}” in the column “colleagues see” is neither “yes” nor “no”."),
    directory_cells.Reason.UNKNOWN_REMOVE: N_("“{word}” in the column “remove” is neither “yes” nor “no”."),
    directory_cells.Reason.STAYS: N_("line {line} says the opposite: one of the two removes what the other names."),
    directory_cells.Reason.TOO_LONG: N_("“{column}” is longer than {limit} characters."),
    directory_cells.Reason.LOGIN_TWICE: N_("line {line} names this login with another company."),
    directory_cells.Reason.DIFFERS: N_("line {line} says something else of this company: “{column}”."),
    directory_import.Reason.STALE: N_("the directory has changed since. Please send the file again."),
    directory_import.Reason.EXPIRED: N_("nobody had it loaded within a day. Please send the file again."),
}
"""In English; the fields are those of `Refused.details`, `INSTANTS` among them, and `examples`, `placeholders`."""
INSTANTS = frozenset({"due", "free_at", "read"})

TO_REQUESTER: Mapping[str, str] = {
    tickets.Reason.CLOSED: N_("The request is closed. You can open it again."),
}
"""Where requesters can do something else about it."""


def words(reason: str, details: Mapping[str, str], *, to_requester: bool = False, zone: ZoneInfo | None = None) -> str:
    """Say in the reader's language why something is refused; details are plain, the words are HTML.

    Instants are shown in the desk's zone; reasons that name none need none.
    """
    text = TO_REQUESTER.get(reason, WORDS[reason]) if to_requester else WORDS[reason]
    shown = {"examples": deadline_examples(), "placeholders": placeholders()}
    fields = shown | {name: quoted(said) for name, said in details.items()}
    if zone is not None:
        told = INSTANTS & details.keys()
        fields |= {instant: moment(datetime.fromisoformat(details[instant]), zone) for instant in told}
    return _(text).format(**fields)
