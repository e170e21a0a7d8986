"""Empty tables (空表): published with their grid and a sentence that says there is nothing to show."""

from __future__ import annotations

from jixiao.check.relations.book import Book
from jixiao.check.relations.relation import Relation
from jixiao.knowledge.tables import plain, table_words
from jixiao.model.accounts import AccountsTable


def unnoted_tables(book: Book, relation: Relation) -> tuple[list[AccountsTable], int]:
    """Give the empty tables of a relation that lack their note, and how many have it."""
    tables = [
        table
        for table in book.accounts.tables
        if table.id in relation.tables or "*" in relation.tables
        if _empty(table)
    ]
    bare = [table for table in tables if not _noted(table)]
    return bare, len(tables) - len(bare)


def _empty(table: AccountsTable) -> bool:
    return not any(value.text for row in table.rows for value in row.values.values())


def _noted(table: AccountsTable) -> bool:
    notes = "".join(plain(note.text or "") for note in table.notes)
    return any(words in notes for words in table_words().note_says)
