"""Names of the channels by which people reach the desk and it reaches them, as the database stores them."""

TELEGRAM = "telegram"
EMAIL = "email"
