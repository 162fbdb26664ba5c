"""Settings about ways to pay besides a bank transfer: links of YooKassa, and invoices inside Telegram."""

from pydantic import Field, field_validator
from pydantic_core.core_schema import ValidationInfo
from pydantic_settings import BaseSettings

from bot.setting_types import Key, Shop, Web


class PaymentSettings(BaseSettings):
    """The part of `bot.settings.Settings` that is about paying."""

    yookassa_shop_id: Shop | None = Field(
        None, description="shop in YooKassa; absent: invoices have no link to pay", examples=["123456"]
    )
    yookassa_secret_key: Key | None = Field(
        None,
        validate_default=True,
        description="secret key of that shop",
        examples=["live_0123456789 of the shop's cabinet"],
    )
    yookassa_api_url: Web | None = Field(
        None, description="another server instead of YooKassa's own", examples=["http://127.0.0.1:8082"]
    )
    receipts: bool = Field(
        False, description="let YooKassa make a receipt for each payment by link (54-ФЗ)", examples=["on or off"]
    )
    payment_provider_token: Key | None = Field(
        None,
        description="token of a payment provider from @BotFather; absent: nobody pays inside Telegram",
        examples=["381764678:TEST:100037"],
    )

    @field_validator("yookassa_secret_key")
    @classmethod
    def _goes_with_its_shop(cls, secret: Key | None, info: ValidationInfo) -> Key | None:
        if "yookassa_shop_id" not in info.data:
            return secret  # it is wrong itself
        if secret is None and info.data["yookassa_shop_id"]:
            raise ValueError("YOOKASSA_SHOP_ID is set without it")
        if secret is not None and not info.data["yookassa_shop_id"]:
            raise ValueError("YOOKASSA_SHOP_ID is not set")
        return secret
