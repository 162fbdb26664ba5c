"""Find in the guide what people call otherwise; tell once that the desk is closed; stop the clock while it waits"""

import sqlalchemy as sa
from alembic import op


ID = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
INSTANT = sa.DateTime(timezone=True)

revision = "0028"
down_revision = "0027"

CAUSES = "cause in ('registered', 'extended', 'kind_changed', 'reopened', 'recalculated', 'missed', 'paused')"


def upgrade() -> None:
    op.create_table(
        'told_closed',
        sa.Column('person', ID, nullable=False, autoincrement=False),
        sa.Column('opens_at', INSTANT, nullable=False),
        sa.ForeignKeyConstraint(['person'], ['people.id'], name=op.f('fk_told_closed_person')),
        sa.PrimaryKeyConstraint('person', name=op.f('pk_told_closed')),
    )
    op.create_table(
        'pauses',
        sa.Column('ticket', ID, nullable=False, autoincrement=False),
        sa.Column('began_at', INSTANT, nullable=False),
        sa.Column('ended_at', INSTANT),
        sa.Column('worked', sa.Integer(), server_default='0', nullable=False),
        sa.ForeignKeyConstraint(['ticket'], ['tickets.number'], name=op.f('fk_pauses_ticket')),
        sa.PrimaryKeyConstraint('ticket', 'began_at', name=op.f('pk_pauses')),
    )
    op.create_index('ix_pauses_ended_at', 'pauses', ['ended_at'])
    lasts = sa.text('ended_at is null')
    op.create_index('ix_pauses_lasts', 'pauses', ['ticket'], sqlite_where=lasts, postgresql_where=lasts)
    with op.batch_alter_table('deadlines') as deadlines:
        deadlines.drop_constraint(op.f('ck_deadlines_cause'), type_='check')
        deadlines.create_check_constraint(op.f('ck_deadlines_cause'), CAUSES)
    words = op.create_table(
        'guide_words',
        sa.Column('word', sa.String(length=8), nullable=False),
        sa.PrimaryKeyConstraint('word', name=op.f('pk_guide_words')),
    )
    op.create_table(
        'guide_synonyms',
        sa.Column('word', sa.String(length=60), nullable=False),
        sa.Column('meaning', sa.String(length=120), nullable=False),
        sa.Column('added_by', ID),
        sa.ForeignKeyConstraint(['added_by'], ['people.id'], name=op.f('fk_guide_synonyms_added_by')),
        sa.PrimaryKeyConstraint('word', name=op.f('pk_guide_synonyms')),
    )
    titles = op.get_bind().execute(sa.text('select title_stems from articles'))
    known = {word[:8] for row in titles for word in row[0].split()}
    if known:
        op.bulk_insert(words, [{'word': word} for word in sorted(known)])
