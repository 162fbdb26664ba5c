"""Keep accounts apart from people: somebody may be reached by several channels"""

import sqlalchemy as sa
from alembic import op


revision = '0016'
down_revision = '0015'


def upgrade() -> None:
    op.create_table(
        'accounts',
        sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
        sa.Column('person', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
        sa.Column('channel', sa.String(length=16), nullable=False),
        sa.Column('address', sa.String(length=320), nullable=False),
        sa.Column('name', sa.String(length=160), nullable=False),
        sa.Column('username', sa.String(length=64), nullable=True),
        sa.Column('verified_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('unreachable_since', sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(['person'], ['people.id'], name=op.f('fk_accounts_person')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_accounts')),
        sa.UniqueConstraint('channel', 'address', name=op.f('uq_accounts_channel_address')),
    )
    op.create_index(op.f('ix_accounts_person'), 'accounts', ['person'])
    op.execute("""
        insert into accounts (person, channel, address, name, username, verified_at, unreachable_since)
        select id, 'telegram', cast(telegram_id as varchar(320)), name, username, created_at, unreachable_since
        from people where telegram_id is not null order by id""")
    with op.batch_alter_table('people') as people:
        people.drop_constraint(op.f('uq_people_telegram_id'), type_='unique')
        for column in ('telegram_id', 'username', 'unreachable_since'):
            people.drop_column(column)
