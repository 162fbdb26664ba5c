"""Let a new desk be set up from chat: stored supervisors, the first one's code, and how far they were led"""

import sqlalchemy as sa
from alembic import op



ID = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
INSTANT = sa.DateTime(timezone=True)

revision = '0024'
down_revision = '0023'


def upgrade() -> None:
    op.create_table(
        'supervisors',
        sa.Column('person', ID, nullable=False, autoincrement=False),
        sa.Column('since', INSTANT, nullable=False),
        sa.Column('cause', sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(['person'], ['people.id'], name=op.f('fk_supervisors_person')),
        sa.PrimaryKeyConstraint('person', name=op.f('pk_supervisors')),
    )
    op.create_table(
        'invitations',
        sa.Column('id', sa.Integer(), autoincrement=False, nullable=False),
        sa.Column('digest', sa.String(length=64), nullable=False),
        sa.Column('made_at', INSTANT, nullable=False),
        sa.Column('used_at', INSTANT),
        sa.Column('used_by', ID),
        sa.ForeignKeyConstraint(['used_by'], ['people.id'], name=op.f('fk_invitations_used_by')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_invitations')),
    )
    op.create_table(
        'setups',
        sa.Column('person', ID, nullable=False, autoincrement=False),
        sa.Column('chat_id', ID),
        sa.Column('done_at', INSTANT),
        sa.Column('shown_message', ID),
        sa.Column('shown_digest', sa.String(length=64), server_default='', nullable=False),
        sa.ForeignKeyConstraint(['person'], ['people.id'], name=op.f('fk_setups_person')),
        sa.PrimaryKeyConstraint('person', name=op.f('pk_setups')),
    )
    op.add_column('operator_groups', sa.Column('declined_at', INSTANT))
