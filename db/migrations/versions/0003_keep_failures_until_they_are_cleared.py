"""Keep failures until they are cleared"""

import sqlalchemy as sa
from alembic import op


revision = '0003'
down_revision = '0002'

FAILED = sa.text("state = 'failed'")


def upgrade() -> None:
    for table, instant in (('inbox', 'received_at'), ('outbox', 'created_at')):
        with op.batch_alter_table(table, schema=None) as batch_op:
            state = op.f(f'ck_{table}_state')
            batch_op.drop_constraint(state, type_='check')
            batch_op.create_check_constraint(state, "state in ('waiting', 'done', 'failed', 'dropped')")
            batch_op.create_index(f'ix_{table}_failed', [instant], unique=False, sqlite_where=FAILED, postgresql_where=FAILED)
