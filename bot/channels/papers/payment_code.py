"""The payment code of an invoice (ГОСТ Р 56042-2014) as a picture."""

from io import BytesIO

SCALE = 4
"""Points of the picture for each module of the code."""


def picture(text: str) -> bytes:
    """Draw a QR code that holds a text in UTF-8, as PNG."""
    import segno  # noqa: PLC0415 -- most starts need no paper

    out = BytesIO()
    segno.make_qr(text, error="m", encoding="utf-8").save(out, kind="png", scale=SCALE, border=2)
    return out.getvalue()
