"""From settings to the policy that rules and actions decide by."""

from bot import consent, regulation
from bot.rules.people.consent import Mode
from bot.rules.people.retention import Terms
from bot.rules.policy import Policy
from bot.rules.tickets.unanswered import Patience
from bot.settings import Settings


def policy_of(settings: Settings) -> Policy:
    """Take from the settings what a company may decide for itself."""
    verify_login = settings.smtp_url is not None if settings.verify_login is None else settings.verify_login
    needs_proof = settings.extended_needs_proof
    return Policy(
        zone=settings.timezone,
        hours=settings.work_hours,
        sla_hours=settings.sla_hours,
        reopen_days=settings.reopen_days,
        requests_per_hour=settings.requests_per_hour,
        patience=Patience(settings.unanswered_remind_hours, settings.unanswered_escalate_hours),
        fallback_group=settings.operator_chat_id,
        supervisors=frozenset(map(str, settings.supervisor_ids)),
        default_locale=settings.default_locale,
        regulation=regulation.in_force().version,
        consent=consent.in_force(settings.consent_file),
        consent_mode=Mode(settings.consent_mode),
        files_dir=settings.files_dir,
        phone=settings.support_phone,
        email=settings.support_email,
        site=settings.support_site,
        keep_done_days=settings.keep_done_days,
        silence_reminders=settings.silence_reminders,
        silence_closes=settings.silence_closes,
        pause_while_waiting=settings.pause_while_waiting,
        delivered_reaction=settings.delivered_reaction,
        received_reaction=None if settings.received_reaction == "off" else settings.received_reaction,
        check_slang=settings.check_slang,
        check_links=settings.check_links,
        guide_hosts=settings.guide_hosts,
        verify_login=verify_login,
        colleagues_see=settings.colleagues_see,
        mails=settings.smtp_url is not None,
        telegram_sensitive=settings.telegram_sensitive,
        invoice_days=settings.invoice_days,
        retention=Terms(
            settings.retention_tickets_days, settings.retention_drafts_days, settings.retention_unproven_days
        ),
        extended_needs_proof=verify_login if needs_proof is None else needs_proof,
    )
