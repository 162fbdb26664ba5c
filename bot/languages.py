"""The catalogs of messages, read from .po files at start: nothing compiled is kept in git."""

import gettext
from contextlib import AbstractContextManager
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

    def speaking(self, locale: str) -> "Speaking":
        """Render everything inside in this language."""
        return Speaking(self, locale)

    def find_locales(self) -> dict[str, gettext.GNUTranslations]:
        """Compile each language's catalog in memory."""
        return {path.parents[1].name: _compiled(path) for path in self.path.glob(f"*/LC_MESSAGES/{self.domain}.po")}


class Speaking(AbstractContextManager[None]):
    """A language inside. A class, because there are several for each message (see `sqlite.View`)."""

    __slots__ = ("_current", "_languages", "_locale", "_spoken")

    def __init__(self, languages: Languages, locale: str) -> None:
        """Speak one of the languages."""
        self._languages, self._locale = languages, locale

    def __enter__(self) -> None:
        """Begin to speak it."""
        self._current = I18n.set_current(self._languages)  # gettext looks under the base class
        self._spoken = self._languages.ctx_locale.set(self._locale)

    def __exit__(self, *_: object) -> None:
        """Speak what was spoken before."""
        self._languages.ctx_locale.reset(self._spoken)
        I18n.reset_current(self._current)


@cache
def _compiled(path: Path) -> gettext.GNUTranslations:
    compiled = BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
