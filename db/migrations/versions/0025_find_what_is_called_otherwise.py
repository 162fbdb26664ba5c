"""Find in the guide what people call otherwise or mistype; tell once that the desk is closed"""

import sqlalchemy as sa
from alembic import op


ID = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
INSTANT = sa.DateTime(timezone=True)

revision = '0025'
down_revision = '0024'


def upgrade() -> None:
    op.create_table(
        'told_closed',
        sa.Column('person', ID, nullable=False, autoincrement=False),
        sa.Column('opens_at', INSTANT, nullable=False),
        sa.ForeignKeyConstraint(['person'], ['people.id'], name=op.f('fk_told_closed_person')),
        sa.PrimaryKeyConstraint('person', name=op.f('pk_told_closed')),
    )
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
