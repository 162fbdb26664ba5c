"""Settings about what is stored of people, and for how long."""

from typing import Literal

from pydantic import Field
from pydantic_settings import BaseSettings

from bot.setting_types import TextFile

YEARS = 36_500
"""A hundred of them in days."""


class PrivacySettings(BaseSettings):
    """The part of `bot.settings.Settings` that is about personal data."""

    consent_mode: Literal["ask", "inform"] = Field(
        "ask",
        description="ask for the consent to the processing of personal data before the first question, or only inform",
        examples=["ask or inform"],
    )
    consent_file: TextFile | None = Field(
        None,
        description="UTF-8 text of the company's own consent; absent: a template, which needs a lawyer",
        examples=["/etc/desk/consent-2026-12-01.txt"],
    )
    telegram_sensitive: bool = Field(
        False,
        description="send papers with personal or payment data into the chat as well, and not by e-mail alone",
        examples=["on or off"],
    )
    colleagues_see: bool = Field(
        False,
        description="let people whose login the directory names for a company see their colleagues' requests",
        examples=["on or off"],
    )
    retention_tickets_days: int = Field(
        1095,
        ge=0,
        le=YEARS,
        description="days after its closing on which a ticket's texts and files are erased; 0: never",
        examples=["1095"],
    )
    retention_drafts_days: int = Field(
        30, ge=0, le=YEARS, description="days after which unsent requests are erased; 0: never", examples=["30"]
    )
    retention_unproven_days: int = Field(
        90,
        ge=0,
        le=YEARS,
        description="days after which details without a proven login that no ticket needs are erased; 0: never",
        examples=["90"],
    )
