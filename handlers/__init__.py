"""aiogram routers: parse what came, call one action, answer. Words are found here, decisions are not made here."""
