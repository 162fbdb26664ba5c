"""Keep the guide"""

import sqlalchemy as sa
from alembic import op


revision = '0010'
down_revision = '0009'


# The index reads its words from the articles; the triggers keep it up to date, whoever writes.
SEARCH_ON_SQLITE = (
    """create virtual table article_index using fts5(
        title_stems, text_stems, content='articles', content_rowid='id', tokenize='unicode61 remove_diacritics 0')""",
    """create trigger article_added after insert on articles begin
        insert into article_index(rowid, title_stems, text_stems) values (new.id, new.title_stems, new.text_stems);
    end""",
    """create trigger article_removed after delete on articles begin
        insert into article_index(article_index, rowid, title_stems, text_stems)
        values ('delete', old.id, old.title_stems, old.text_stems);
    end""",
    """create trigger article_changed after update on articles begin
        insert into article_index(article_index, rowid, title_stems, text_stems)
        values ('delete', old.id, old.title_stems, old.text_stems);
        insert into article_index(rowid, title_stems, text_stems) values (new.id, new.title_stems, new.text_stems);
    end""",
)
SEARCH_ON_POSTGRESQL = """create index article_index on articles
    using gin (to_tsvector('simple', title_stems || ' ' || text_stems))"""


def upgrade() -> None:
    op.create_table('articles',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('link', sa.String(length=500), nullable=False),
    sa.Column('title', sa.String(length=300), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('video', sa.String(length=500), nullable=True),
    sa.Column('services', sa.JSON(), nullable=False),
    sa.Column('language', sa.String(length=8), nullable=False),
    sa.Column('title_stems', sa.Text(), nullable=False),
    sa.Column('text_stems', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_articles')),
    sa.UniqueConstraint('link', name=op.f('uq_articles_link'))
    )
    op.create_table('guide_hosts',
    sa.Column('host', sa.String(length=255), nullable=False),
    sa.PrimaryKeyConstraint('host', name=op.f('pk_guide_hosts'))
    )
    op.create_table('deflections',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('service', sa.Integer(), nullable=False),
    sa.Column('articles', sa.JSON(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['person'], ['people.id'], name=op.f('fk_deflections_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_deflections'))
    )
    with op.batch_alter_table('deflections', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_deflections_at'), ['at'], unique=False)

    op.create_table('imports',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('destination', sa.String(length=64), nullable=False),
    sa.Column('file_id', sa.String(length=255), nullable=False),
    sa.Column('name', sa.String(length=255), nullable=False),
    sa.Column('state', sa.String(length=12), nullable=False),
    sa.Column('error', sa.JSON(), nullable=True),
    sa.Column('columns', sa.JSON(), nullable=True),
    sa.Column('total', sa.Integer(), server_default='0', nullable=False),
    sa.Column('done', sa.Integer(), server_default='0', nullable=False),
    sa.Column('added', sa.Integer(), server_default='0', nullable=False),
    sa.Column('changed', sa.Integer(), server_default='0', nullable=False),
    sa.Column('removed', sa.Integer(), server_default='0', nullable=False),
    sa.Column('bad', sa.JSON(), nullable=False),
    sa.Column('bad_count', sa.Integer(), server_default='0', nullable=False),
    sa.Column('shown_chat', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('shown_message', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('shown_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('begun_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['person'], ['people.id'], name=op.f('fk_imports_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_imports'))
    )
    with op.batch_alter_table('imports', schema=None) as batch_op:
        batch_op.create_index('ix_imports_loading', ['id'], unique=False, sqlite_where=sa.text("state = 'loading'"), postgresql_where=sa.text("state = 'loading'"))

    op.create_table('import_rows',
    sa.Column('of', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('line', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('cells', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['of'], ['imports.id'], name=op.f('fk_import_rows_of')),
    sa.PrimaryKeyConstraint('of', 'line', name=op.f('pk_import_rows'))
    )
    if op.get_bind().dialect.name == 'sqlite':
        for statement in SEARCH_ON_SQLITE:
            op.execute(statement)
    else:
        op.execute(SEARCH_ON_POSTGRESQL)
