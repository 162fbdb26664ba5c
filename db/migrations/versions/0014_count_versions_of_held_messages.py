"""Count versions of held messages: the column is called what it counts"""

from alembic import op


revision = '0014'
down_revision = '0013'


def upgrade() -> None:
    op.execute('alter table held_messages rename column turn to version')
