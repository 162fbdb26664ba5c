"""Supervisors: whether the bot can write to them, which it can only to people who have written to it."""

from bot.doctor.subject import Subject, UnexaminedError
from bot.rules.channels import TELEGRAM
from bot.rules.desk.findings import Check, Finding, What, odd, right
from db.people import accounts
from db.people import supervisors as supervisors_rows


async def supervisors(subject: Subject) -> list[Finding]:
    """Look for those who never wrote to the bot, and those who have blocked it."""
    named = [str(each) for each in sorted(subject.settings.supervisor_ids)]
    try:
        async with subject.reading() as connection:
            ids = dict.fromkeys([*named, *sorted(await supervisors_rows.addresses(connection))])
            known = {each: await accounts.at(connection, TELEGRAM, each) for each in ids}
    except UnexaminedError:
        if named:
            raise
        known = {}
    if not known:
        return [odd(Check.SUPERVISORS, What.SUPERVISORS_NONE)]
    new = [address for address, account in known.items() if account is None]
    there = [each.account for each in known.values() if each is not None]
    gone = [each.name for each in there if each.unreachable_since is not None]
    well = [each.name for each in there if each.unreachable_since is None]
    lists = (
        (odd, What.SUPERVISORS_NEW, new),
        (odd, What.SUPERVISORS_GONE, gone),
        (right, What.SUPERVISORS_RIGHT, well),
    )
    return [judge(Check.SUPERVISORS, what, names=names) for judge, what, names in lists if names]
