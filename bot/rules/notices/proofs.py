"""About a login that is to be proven by a code."""

from bot.rules.notices.base import Notice


class LoginCode(Notice):
    """By e-mail to a login: the code that proves it. In the queue it has only the `row` of the code, which is made when
    the letter goes out."""

    row: int
    code: str = ""


class AccountsMerged(Notice):
    """To the other of two accounts that somebody made one: should that be somebody else, they say so."""


class CodeUndelivered(Notice):
    """To who waits for a code: there is no such mailbox."""

    address: str
