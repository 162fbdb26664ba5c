"""Lets aiogram build its types when they are first used. To be imported before aiogram is.

When it is imported it builds the schemas of all its types, each with everything that it refers to: three quarters of
the time in which a desk starts, and it uses a few dozen of them.
"""

import sys
from typing import Literal, Optional, Union

from pydantic import BaseModel

_rebuild = BaseModel.__dict__["model_rebuild"]


def _later(*_: object, **__: object) -> None:
    """Build nothing."""


BaseModel.model_rebuild = _later  # type: ignore[method-assign]
try:
    from aiogram import types
    from aiogram.client.default import Default
finally:
    BaseModel.model_rebuild = _rebuild  # type: ignore[method-assign]

_names = {**vars(types), "List": list, "Optional": Optional, "Union": Union, "Literal": Literal, "Default": Default}
"""What the annotations of types speak of. Where a type is built later, pydantic looks for it in its own module."""
for _name in [name for name in sys.modules if name.startswith("aiogram.types.")]:
    vars(sys.modules[_name]).update(_names | vars(sys.modules[_name]))
