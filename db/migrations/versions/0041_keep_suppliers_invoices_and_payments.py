"""Keep suppliers, invoices and payments"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op


ID = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
INSTANT = sa.DateTime(timezone=True)

revision = "0041"
down_revision = "0040"

# What of a row never changes. Whose invoice it is may turn out to be somebody known already: `person` follows them.
FACTS = {
    'invoices': 'id year number inn company kpp address tariff months kopecks vat_rate vat_kopecks supplier requisites '
                'issued_at valid_until ticket',
    'payments': 'id source external_id received_on kopecks payer_inn payer purpose refund_of recorded_at recorded_by',
    'acts': 'id year number invoice issued_on kopecks vat_rate vat_kopecks requisites',
}
DECISION = 'invoice state reason'
POSTGRESQL_REFUSES = """create function money_stands() returns trigger language plpgsql as
    $$ begin raise exception 'what stands in % is not changed', tg_table_name; end $$"""


def upgrade() -> None:
    _suppliers()
    _invoices()
    _payments()
    op.create_table(
        'acts',
        sa.Column('id', ID, nullable=False),
        sa.Column('year', sa.Integer(), nullable=False),
        sa.Column('number', sa.Integer(), nullable=False),
        sa.Column('invoice', ID, nullable=False),
        sa.Column('issued_on', sa.Date(), nullable=False),
        sa.Column('kopecks', sa.BigInteger(), nullable=False),
        sa.Column('vat_rate', sa.String(length=4), nullable=False),
        sa.Column('vat_kopecks', sa.BigInteger(), nullable=False),
        sa.Column('requisites', sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(['invoice'], ['invoices.id'], name=op.f('fk_acts_invoice')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_acts')),
        sa.UniqueConstraint('invoice', name=op.f('uq_acts_invoice')),
        sa.UniqueConstraint('year', 'number', name=op.f('uq_acts_year_number')),
    )
    with op.batch_alter_table('subscriptions') as subscriptions:
        subscriptions.add_column(sa.Column('tariff', sa.String(16), server_default='extended', nullable=False))
        subscriptions.add_column(sa.Column('kopecks', sa.BigInteger(), nullable=True))
        subscriptions.add_column(sa.Column('source', sa.String(16), server_default='supervisor', nullable=False))
        subscriptions.add_column(sa.Column('invoice', ID, nullable=True))
        subscriptions.alter_column('recorded_by', existing_type=ID, nullable=True)
        subscriptions.create_unique_constraint(op.f('uq_subscriptions_invoice'), ['invoice'])
        subscriptions.create_foreign_key(op.f('fk_subscriptions_invoice'), 'invoices', ['invoice'], ['id'])
    _let_facts_stand()


def _suppliers() -> None:
    op.create_table(
        'suppliers',
        sa.Column('id', ID, nullable=False),
        sa.Column('name', sa.String(length=200), nullable=False),
        sa.Column('inn', sa.String(length=12), nullable=False),
        sa.Column('kpp', sa.String(length=9), nullable=True),
        sa.Column('address', sa.String(length=300), nullable=False),
        sa.Column('bank', sa.String(length=200), nullable=False),
        sa.Column('bic', sa.String(length=9), nullable=False),
        sa.Column('account', sa.String(length=20), nullable=False),
        sa.Column('correspondent_account', sa.String(length=20), nullable=True),
        sa.Column('signatory', sa.String(length=160), nullable=False),
        sa.Column('signatory_title', sa.String(length=120), nullable=False),
        sa.Column('accountant', sa.String(length=160), nullable=True),
        sa.Column('is_default', sa.Boolean(), nullable=False),
        sa.Column('changed_at', INSTANT, nullable=False),
        sa.Column('changed_by', ID, nullable=False),
        sa.ForeignKeyConstraint(['changed_by'], ['people.id'], name=op.f('fk_suppliers_changed_by')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_suppliers')),
    )
    op.create_table(
        'supplier_companies',
        sa.Column('inn', sa.String(length=12), nullable=False),
        sa.Column('supplier', ID, nullable=False),
        sa.ForeignKeyConstraint(['supplier'], ['suppliers.id'], name=op.f('fk_supplier_companies_supplier')),
        sa.PrimaryKeyConstraint('inn', name=op.f('pk_supplier_companies')),
    )
    op.create_table(
        'supplier_vat',
        sa.Column('supplier', ID, autoincrement=False, nullable=False),
        sa.Column('since', sa.Date(), nullable=False),
        sa.Column('rate', sa.String(length=4), nullable=False),
        sa.CheckConstraint("rate in ('none', '5', '7', '22')", name=op.f('ck_supplier_vat_rate')),
        sa.ForeignKeyConstraint(['supplier'], ['suppliers.id'], name=op.f('fk_supplier_vat_supplier')),
        sa.PrimaryKeyConstraint('supplier', 'since', name=op.f('pk_supplier_vat')),
    )


def _invoices() -> None:
    op.create_table(
        'invoices',
        sa.Column('id', ID, nullable=False),
        sa.Column('year', sa.Integer(), nullable=False),
        sa.Column('number', sa.Integer(), nullable=False),
        sa.Column('inn', sa.String(length=12), nullable=False),
        sa.Column('company', sa.String(length=200), nullable=False),
        sa.Column('kpp', sa.String(length=9), nullable=True),
        sa.Column('address', sa.String(length=300), nullable=True),
        sa.Column('person', ID, nullable=False),
        sa.Column('tariff', sa.String(length=16), nullable=False),
        sa.Column('months', sa.Integer(), nullable=False),
        sa.Column('kopecks', sa.BigInteger(), nullable=False),
        sa.Column('vat_rate', sa.String(length=4), nullable=False),
        sa.Column('vat_kopecks', sa.BigInteger(), nullable=False),
        sa.Column('supplier', ID, nullable=False),
        sa.Column('requisites', sa.JSON(), nullable=False),
        sa.Column('issued_at', INSTANT, nullable=False),
        sa.Column('valid_until', sa.Date(), nullable=False),
        sa.Column('state', sa.String(length=16), server_default='open', nullable=False),
        sa.Column('due_at', INSTANT, nullable=True),
        sa.Column('ticket', ID, nullable=True),
        sa.CheckConstraint("state in ('open', 'paid', 'cancelled', 'expired')", name=op.f('ck_invoices_state')),
        sa.ForeignKeyConstraint(['person'], ['people.id'], name=op.f('fk_invoices_person')),
        sa.ForeignKeyConstraint(['supplier'], ['suppliers.id'], name=op.f('fk_invoices_supplier')),
        sa.ForeignKeyConstraint(['ticket'], ['tickets.number'], name=op.f('fk_invoices_ticket')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_invoices')),
        sa.UniqueConstraint('year', 'number', name=op.f('uq_invoices_year_number')),
    )
    op.create_index('ix_invoices_due', 'invoices', ['due_at'])
    for name in ('inn', 'issued_at', 'person'):
        op.create_index(op.f(f'ix_invoices_{name}'), 'invoices', [name])
    _index_some('ix_invoices_open', 'invoices', 'id', "state = 'open'")


def _payments() -> None:
    op.create_table(
        'payments',
        sa.Column('id', ID, nullable=False),
        sa.Column('source', sa.String(length=16), nullable=False),
        sa.Column('external_id', sa.String(length=120), nullable=False),
        sa.Column('received_on', sa.Date(), nullable=False),
        sa.Column('kopecks', sa.BigInteger(), nullable=False),
        sa.Column('payer_inn', sa.String(length=12), nullable=True),
        sa.Column('payer', sa.String(length=200), nullable=True),
        sa.Column('purpose', sa.String(length=500), nullable=False),
        sa.Column('invoice', ID, nullable=True),
        sa.Column('state', sa.String(length=16), nullable=False),
        sa.Column('reason', sa.String(length=200), nullable=False),
        sa.Column('refund_of', ID, nullable=True),
        sa.Column('recorded_at', INSTANT, nullable=False),
        sa.Column('recorded_by', ID, nullable=True),
        sa.CheckConstraint(
            "source in ('statement', 'supervisor', 'link', 'telegram')", name=op.f('ck_payments_source')
        ),
        sa.CheckConstraint(
            "state in ('matched', 'undecided', 'ignored', 'returned')", name=op.f('ck_payments_state')
        ),
        sa.ForeignKeyConstraint(['invoice'], ['invoices.id'], name=op.f('fk_payments_invoice')),
        sa.ForeignKeyConstraint(['recorded_by'], ['people.id'], name=op.f('fk_payments_recorded_by')),
        sa.ForeignKeyConstraint(['refund_of'], ['payments.id'], name=op.f('fk_payments_refund_of')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_payments')),
        sa.UniqueConstraint('source', 'external_id', name=op.f('uq_payments_source_external_id')),
    )
    for name in ('invoice', 'received_on'):
        op.create_index(op.f(f'ix_payments_{name}'), 'payments', [name])
    _index_some('ix_payments_undecided', 'payments', 'id', "state = 'undecided'")
    _index_some('uq_payments_matched', 'payments', 'invoice', "state = 'matched'", unique=True)


def _index_some(name: str, table: str, column: str, which: str, *, unique: bool = False) -> None:
    where = sa.text(which)
    op.create_index(name, table, [column], unique=unique, sqlite_where=where, postgresql_where=where)


def _let_facts_stand() -> None:
    """Have the database itself refuse to rewrite or remove a row of money, whoever asks for it."""
    is_sqlite = op.get_bind().dialect.name == 'sqlite'
    if not is_sqlite:
        op.execute(POSTGRESQL_REFUSES)
    refuse = _refuse_in_sqlite if is_sqlite else _refuse_in_postgresql
    for table, names in FACTS.items():
        refuse(table, 'facts_stand', 'update', _changed(names.split(), is_sqlite))
        refuse(table, 'stay', 'delete', 'true')
    decided = f"old.state <> 'undecided' and ({_changed(DECISION.split(), is_sqlite)})"
    refuse('payments', 'decision_stands', 'update', decided)


def _changed(names: Sequence[str], is_sqlite: bool) -> str:
    differs = 'is not' if is_sqlite else 'is distinct from'
    return ' or '.join(f'cast(old.{name} as text) {differs} cast(new.{name} as text)' for name in names)


def _refuse_in_sqlite(table: str, name: str, change: str, when: str) -> None:
    says = f"raise(abort, 'what stands in {table} is not changed')"
    op.execute(f'create trigger {table}_{name} before {change} on {table} when {when} begin select {says}; end')


def _refuse_in_postgresql(table: str, name: str, change: str, when: str) -> None:
    op.execute(f'create trigger {table}_{name} before {change} on {table} for each row when ({when}) '
               'execute function money_stands()')
