"""Alembic's entry: runs on the connection that `db.schema` hands over."""

from typing import Any, Literal

from alembic import context

from db.schema import is_ours
from db.tables import metadata
from db.types import Instant


def without_our_types(kind: str, item: Any, _autogen: Any) -> str | Literal[False]:
    """Write plain SQLAlchemy types: a migration must go on working when our code has changed."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, Instant) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    include_name=is_ours,
    render_as_batch=True,
    render_item=without_our_types,
)
with context.begin_transaction():
    context.run_migrations()
