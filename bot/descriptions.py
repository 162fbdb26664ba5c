"""What the bot says about itself in an empty chat and in its profile; set at a start if it is not what stands there."""

import hashlib

import structlog
from aiogram.utils.i18n import gettext as _

from bot import names
from bot.channels.telegram.api import ApiError, TelegramApi
from bot.languages import Languages
from bot.rules.policy import Policy
from db.desk import descriptions
from db.desk.descriptions import Described
from db.engine import Database

log = structlog.get_logger(__name__)

FIELDS = {"setMyDescription": "description", "setMyShortDescription": "short_description"}
"""The parameter of each method. Telegram takes 512 and 120 characters."""


async def introduce(api: TelegramApi, database: Database, policy: Policy, languages: Languages, bot: int) -> None:
    """Set every text that differs from what `bot` was last given; refused ones are tried again at the next start."""
    async with database.reading() as connection:
        known = set(await descriptions.known(connection))
    for method, field in FIELDS.items():
        for language in ("", *sorted(languages.available_locales)):
            with languages.speaking(language or policy.default_locale):
                text = _texts(policy)[method]
            described = Described(method, language, hashlib.sha256(f"{bot} {text}".encode()).hexdigest())
            if described in known:
                continue
            try:
                await api.insist(method, {field: text, "language_code": language})
            except ApiError as error:
                log.info("description_refused", method=method, language=language, why=error.reason)
            else:
                async with database.transaction() as connection:
                    await descriptions.keep(connection, described)


def _texts(policy: Policy) -> dict[str, str]:
    opens, closes = (f"{at:%H:%M}" for at in policy.hours)
    short = _("Technical support of the {system}. On working days {opens}–{closes}.")
    full = _(
        "Technical support of the {system}.\n\n"
        "Here you can:\n"
        "• ask a question or report an error, with photos and files\n"
        "• see how your requests are getting on, and the deadline of each\n"
        "• learn your tariff and find an answer in the guide\n\n"
        "Press “Start” and write what happened."
    )
    system = names.system()
    return {
        "setMyDescription": full.format(system=system),
        "setMyShortDescription": short.format(system=system, opens=opens, closes=closes),
    }
