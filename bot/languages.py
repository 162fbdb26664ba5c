"""The catalogs of messages, read from .po files at start: nothing compiled is kept in git."""

import gettext
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from io import BytesIO
from pathlib import Path

from aiogram.utils.i18n import I18n
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALES = Path(__file__).parents[1] / "locales"
NAMES = {"ru": "Русский", "en": "English"}


class Languages(I18n):
    """aiogram's I18n over .po files."""

    def __init__(self, default_locale: str) -> None:
        """Read every catalog; `default_locale` serves those who have not chosen."""
        super().__init__(path=LOCALES, default_locale=default_locale, domain="bot")

    @contextmanager
    def speaking(self, locale: str) -> Iterator[None]:
        """Render everything inside in this language."""
        current, spoken = I18n.set_current(self), self.ctx_locale.set(locale)  # gettext looks under the base class
        try:
            yield
        finally:
            self.ctx_locale.reset(spoken)
            I18n.reset_current(current)

    def find_locales(self) -> dict[str, gettext.GNUTranslations]:
        """Compile each language's catalog in memory."""
        return {path.parents[1].name: _compiled(path) for path in self.path.glob(f"*/LC_MESSAGES/{self.domain}.po")}


@cache
def _compiled(path: Path) -> gettext.GNUTranslations:
    compiled = BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
