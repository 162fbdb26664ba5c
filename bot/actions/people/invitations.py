"""Who opens the link of an empty desk first becomes its supervisor."""

import secrets

from bot.actions.work import Work
from bot.rules.audit import Action
from bot.rules.channels import TELEGRAM
from bot.rules.people import invitations as invitations_rules
from db import audit
from db.desk import menus
from db.people import accounts, supervisors
from db.people import invitations as invitations_rows
from db.people.people import Person
from db.tickets import tickets

CODE_BYTES = 24


async def renew(work: Work) -> str | None:
    """Make the code for the first supervisor, in the place of the last one; None where the desk is not empty."""
    if not await _is_empty(work):
        return None
    code = secrets.token_urlsafe(CODE_BYTES)
    await invitations_rows.renew(work.db, invitations_rules.digest_of(code), work.now)
    return code


async def accept(work: Work, person: Person, code: str) -> bool:
    """Make somebody who shows the code the desk's first supervisor; False when it does not admit them."""
    invitation = await invitations_rows.current(work.db)
    if invitation is None or not invitation.admits(code, work.now) or not await _is_empty(work):
        return False
    await invitations_rows.used(work.db, person.id, work.now)
    await supervisors.add(work.db, person.id, supervisors.BY_INVITATION, work.now)
    known = await accounts.of(work.db, person.id, TELEGRAM)
    if known is not None:
        await menus.give(work.db, [int(known.account.address)])
    await audit.write(work.db, Action.BECOME_SUPERVISOR, work.now, actor=person.id)
    return True


async def _is_empty(work: Work) -> bool:
    """Tell whether nobody supervises the desk, and nobody ever asked it anything."""
    has_supervisors = work.policy.supervisors or await supervisors.any_stored(work.db)
    return not has_supervisors and not await tickets.exist(work.db)
