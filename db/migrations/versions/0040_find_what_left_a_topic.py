"""Find what left a topic: who writes there is told where the ticket is."""

from alembic import op

revision = "0040"
down_revision = "0039"


def upgrade() -> None:
    """Index the topics that tickets have left."""
    op.create_index("ix_former_places_thread", "former_places", ["chat_id", "thread_id"], unique=False)
