"""Whether somebody agrees to the processing of their personal data (152-ФЗ, article 9)."""

from datetime import datetime

from bot.actions.work import Person, Work
from bot.rules.channels import TELEGRAM
from bot.rules.people import consent as consent_rules
from bot.rules.people.consent import Answer, Due
from db.people import consents


async def due(work: Work, person: Person) -> Due:
    """Tell what has to be done before a person is asked about themselves."""
    return consent_rules.due(work.policy.consent_mode, await consents.last(work.db, person.id, work.policy.consent))


async def answer(work: Work, person: Person, given: Answer) -> None:
    """Keep what a person answers to the text in force."""
    await consents.record(work.db, person.id, work.policy.consent, given, work.channel or TELEGRAM, work.now)


async def has_just_refused(work: Work, person: Person) -> bool:
    """Tell whether a person refused the text in force a moment ago, so that they can still think better of it."""
    at = await consents.answered_at(work.db, person.id, work.policy.consent, Answer.REFUSED)
    return at is not None and work.now - at <= consent_rules.TAKEN_BACK_WITHIN


async def given_at(work: Work, person: Person) -> datetime | None:
    """Return when a person agreed to the text in force; None when they did not, or take it back."""
    return await consents.answered_at(work.db, person.id, work.policy.consent, Answer.AGREED)
