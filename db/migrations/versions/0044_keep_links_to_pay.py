"""Keep links to pay"""

import sqlalchemy as sa
from alembic import op


ID = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
INSTANT = sa.DateTime(timezone=True)
LIVE = sa.text("state in ('asked', 'open')")

revision = "0044"
down_revision = "0043"


def upgrade() -> None:
    op.create_table(
        'payment_links',
        sa.Column('id', ID, nullable=False),
        sa.Column('invoice', ID, nullable=False),
        sa.Column('key', sa.String(length=36), nullable=False),
        sa.Column('external_id', sa.String(length=64), nullable=True),
        sa.Column('url', sa.String(length=1000), nullable=False),
        sa.Column('state', sa.String(length=8), nullable=False),
        sa.Column('asked_at', INSTANT, nullable=False),
        sa.Column('due_at', INSTANT, nullable=True),
        sa.CheckConstraint("state in ('asked', 'open', 'paid', 'over')", name=op.f('ck_payment_links_state')),
        sa.ForeignKeyConstraint(['invoice'], ['invoices.id'], name=op.f('fk_payment_links_invoice')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_payment_links')),
        sa.UniqueConstraint('key', name=op.f('uq_payment_links_key')),
    )
    for name in ('external_id', 'invoice'):
        op.create_index(op.f(f'ix_payment_links_{name}'), 'payment_links', [name])
    op.create_index('ix_payment_links_due', 'payment_links', ['due_at'])
    op.create_index(
        'uq_payment_links_live', 'payment_links', ['invoice'], unique=True, sqlite_where=LIVE, postgresql_where=LIVE
    )
