"""Settings about what companies pay."""

from pydantic import Field
from pydantic_settings import BaseSettings


class MoneySettings(BaseSettings):
    """The part of `bot.settings.Settings` that is about invoices."""

    invoice_days: int = Field(
        10, gt=0, le=365, description="days after its issue on which an unpaid invoice expires", examples=["10"]
    )
