"""Keep what comes along with the words of a message, and the topic of their private chat where people write"""

import sqlalchemy as sa
from alembic import op


revision = '0020'
down_revision = '0019'


def upgrade() -> None:
    op.add_column('messages', sa.Column('context', sa.JSON(none_as_null=True), nullable=True))
    op.add_column('accounts', sa.Column('thread', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True))
