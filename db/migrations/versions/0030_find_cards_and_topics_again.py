"""Find cards and topics again: places that tickets have left, whether cards can be pinned, supervisors' menus in groups"""

import sqlalchemy as sa
from alembic import op



ID = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
INSTANT = sa.DateTime(timezone=True)

revision = "0030"
down_revision = "0029"


def upgrade() -> None:
    op.create_table(
        'former_places',
        sa.Column('id', ID, nullable=False),
        sa.Column('ticket', ID, nullable=False),
        sa.Column('chat_id', ID, nullable=False),
        sa.Column('thread_id', ID),
        sa.Column('card_id', ID),
        sa.Column('given_name', sa.String(length=255), server_default='', nullable=False),
        sa.Column('left_at', INSTANT),
        sa.ForeignKeyConstraint(['ticket'], ['tickets.number'], name=op.f('fk_former_places_ticket')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_former_places')),
    )
    op.create_index('ix_former_places_ticket', 'former_places', ['ticket', 'chat_id'])
    op.create_index('ix_former_places_card', 'former_places', ['chat_id', 'card_id'])
    op.create_table(
        'member_menus',
        sa.Column('chat_id', ID, autoincrement=False, nullable=False),
        sa.Column('user_id', ID, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint('chat_id', 'user_id', name=op.f('pk_member_menus')),
    )
    op.add_column('operator_groups', sa.Column('can_pin', sa.Boolean(), server_default=sa.true(), nullable=False))
