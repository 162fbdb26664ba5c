"""How the bot gets its updates: polling or a webhook."""

from typing import Any

from aiogram import methods as m

from bot.sandbox.refusals import bad, conflict
from bot.sandbox.telegram import Telegram
from bot.sandbox.world import JSON


async def get_updates(tg: Telegram, call: m.GetUpdates) -> list[JSON]:
    """getUpdates; refused while a webhook is set."""
    if tg.webhook:
        raise conflict(
            "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
        )
    limit = min(max(call.limit or 100, 1), 100)
    return await tg.feed.poll(call.offset or 0, limit, call.timeout or 0, call.allowed_updates)


def set_webhook(tg: Telegram, call: m.SetWebhook) -> bool:
    """setWebhook; plain HTTP is taken, since everything here is on one machine."""
    if call.url and not call.url.startswith(("http://", "https://")):
        raise bad("bad webhook: An HTTPS URL must be provided for webhook")
    if call.drop_pending_updates:
        tg.feed.pending.clear()
    if call.allowed_updates is not None:
        tg.feed.allowed = list(call.allowed_updates)
    tg.use_webhook(call.url, call.secret_token)
    return True


def delete_webhook(tg: Telegram, call: m.DeleteWebhook) -> bool:
    """deleteWebhook."""
    if call.drop_pending_updates:
        tg.feed.pending.clear()
    tg.use_webhook("", None)
    return True


def webhook_info(tg: Telegram, _call: m.GetWebhookInfo) -> JSON:
    """getWebhookInfo."""
    out: JSON = {"url": "", "has_custom_certificate": False, "pending_update_count": len(tg.feed.fresh())}
    out |= {"allowed_updates": tg.feed.allowed} if tg.feed.allowed else {}
    return out | (tg.webhook.info() if tg.webhook else {})


METHODS: dict[Any, Any] = {
    m.GetUpdates: get_updates,
    m.SetWebhook: set_webhook,
    m.DeleteWebhook: delete_webhook,
    m.GetWebhookInfo: webhook_info,
}
