"""Whether settings without a token are those of the sandbox, or of a desk in service that lacks it."""

from ipaddress import ip_address

from bot.settings import Settings, SettingsError

IN_SERVICE = ("operator_chat_id", "database_url", "webhook_url")
"""What is set only for a desk in service."""


def check_sandbox(settings: Settings) -> None:
    """Raise SettingsError when a token is missing where a desk is meant to be in service, and not the sandbox."""
    found = [name for name in IN_SERVICE if name in settings.model_fields_set]
    if not _is_loopback(settings.http_host):
        found.append("http_host")
    if found:
        field = Settings.model_fields["bot_token"]
        fault = f"it is missing, and {found[0].upper()} says that this is not the sandbox"
        raise SettingsError(f"BOT_TOKEN: {fault}. Expected: {field.description}")


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:  # a name
        return host == "localhost"
