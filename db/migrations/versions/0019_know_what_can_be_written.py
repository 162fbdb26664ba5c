"""Know whether anything can be written, tell failures of one kind together, know whose menus and which groups are open"""

import sqlalchemy as sa
from alembic import op


revision = '0019'
down_revision = '0018'

ID = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def upgrade() -> None:
    op.create_table(
        'pulse',
        sa.Column('id', ID, autoincrement=False, nullable=False),
        sa.Column('at', sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_pulse')),
    )
    op.create_table(
        'bursts',
        sa.Column('kind', sa.String(length=255), nullable=False),
        sa.Column('told_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('more', sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint('kind', name=op.f('pk_bursts')),
    )
    op.create_table(
        'menus',
        sa.Column('chat_id', ID, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint('chat_id', name=op.f('pk_menus')),
    )
    op.execute('insert into menus (chat_id) select chat_id from operator_groups')
    with op.batch_alter_table('operator_groups') as groups:
        groups.add_column(sa.Column('is_public', sa.Boolean(), server_default=sa.false(), nullable=False))
