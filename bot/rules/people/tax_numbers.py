"""The INN of a company (4.1, 6.2), read from among what is written around it; its check digits are counted."""

import re
import unicodedata
from itertools import accumulate

from stdnum.ru import inn as tax_number

from bot.rules.fields import Reason, field, listed
from bot.rules.refusals import Refused

_LIMIT = 100
_LENGTHS = (10, 12)
_RUN = re.compile(r"[0-9](?:[0-9 .‐‑‒–—−-]*[0-9])?")
"""Digits with what may stand within a number; a letter, a comma or a slash ends it."""
_KPP = 9
"""Digits of the code that is written behind an INN, or before it."""
_KPP_FORM = re.compile(r"[0-9]{4}[0-9A-Z]{2}[0-9]{3}")
_LABEL = re.compile(r"инн|inn", re.IGNORECASE)


def inn(text: str) -> str:
    """The 10 or 12 digits of a tax number, whatever stands between or around them («7707083893/КПП 770701001»).

    Raises Refused.
    """
    value = field(_in_ascii(text), _LIMIT)
    candidates = _candidates(value)
    if not candidates:
        found = _digits(_likely(value))
        raise Refused(Reason.LENGTH, digits=str(len(found))) if found else Refused(Reason.NO_DIGITS)
    valid = [each for each in candidates if not each.startswith("00") and tax_number.is_valid(each)]
    if len(valid) > 1:
        raise Refused(Reason.SEVERAL, values=listed(valid))
    if valid:
        return valid[0]
    # no region is 00, yet a row of zeros has right check digits
    raise Refused(Reason.REGION if candidates[0].startswith("00") else Reason.CHECK_DIGITS)


def kpp(text: str) -> str | None:
    """Return the nine signs of a KPP; a spreadsheet may have taken its first zero for nothing. None: it is no KPP."""
    said = re.sub("[ \u00a0]", "", _in_ascii(text)).upper().removesuffix(".0")
    said = said.rjust(_KPP, "0") if len(said) == _KPP - 1 else said
    return said if _KPP_FORM.fullmatch(said) else None


def kpp_beside(text: str) -> str | None:
    """Return the KPP that stands with an INN in one text («7707083893/773601001»), or None."""
    digits = [_digits(run) for run in re.split("[^0-9]+", _in_ascii(text)) if len(run) == _KPP]
    return digits[0] if len(digits) == 1 and _digits(_in_ascii(text)) != digits[0] else None


def _in_ascii(text: str) -> str:
    """Write every decimal digit as 0-9: «７７» and «٧٧» are 77."""
    return "".join(str(unicodedata.decimal(each)) if each.isdecimal() else each for each in text)


def _candidates(value: str) -> list[str]:
    runs = _RUN.findall(value)
    parts = [part for run in runs if len(_digits(run)) not in _LENGTHS for part in run.split()]
    found = [each for each in map(_digits, (*runs, *parts)) if len(each) in _LENGTHS]
    found += [each for run in runs for each in _beside_kpp(run)]
    whole = _digits(value)  # whatever stands between them: «7707_083_893»
    return list(dict.fromkeys(found)) or [whole] * (len(whole) in _LENGTHS)


def _beside_kpp(run: str) -> list[str]:
    """Return what stands with a KPP in one run of digits («7707083893-773601001», either first), cut at a sign alone.

    Digits that nothing divides are not cut: they may be any other number.
    """
    digits = _digits(run)
    cuts = set(accumulate(map(len, re.split("[^0-9]+", run))))
    length = len(digits) - _KPP
    if length not in _LENGTHS:
        return []
    return [digits[:length]] * (length in cuts) + [digits[_KPP:]] * (_KPP in cuts)


def _likely(value: str) -> str:
    """Return the number that is called an INN, else the first."""
    label = _LABEL.search(value)
    labelled = _RUN.search(value, label.end()) if label else None
    found = labelled or _RUN.search(value)
    return found[0] if found else ""


def _digits(value: str) -> str:
    return re.sub("[^0-9]", "", value)


def beginning(text: str) -> str | None:
    """Return the digits of a text that is nothing but the beginning of a tax number; None when it says more."""
    digits = _digits(_LABEL.sub("", _in_ascii(text)))
    said = _LABEL.sub("", text)
    return digits if digits and len(digits) <= max(_LENGTHS) and not any(map(str.isalpha, said)) else None
