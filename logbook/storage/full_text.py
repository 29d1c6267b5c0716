"""Full text as this engine's FTS5 does it: the index, its lines, and how it is asked."""

SEARCH_TABLE = (
    "CREATE VIRTUAL TABLE search USING fts5("
    "readers, history, decision, told, review, note, action, entry,"
    " tokenize='unicode61 remove_diacritics 2', prefix='1 2 3')"
)
SEARCH_LINES = 4
"""At most so many lines has an entry, and its sequence is its lines' numbers divided by it.

Every reader of an entry is a word of one of its lines alone, that of all they may read.
"""
SEARCH_SECURE = "INSERT INTO search(search, rank) VALUES ('secure-delete', ?)"
"""Set to 1, a deleted word leaves the index at once, which PRAGMA secure_delete does not reach.

At 5,000 entries a delete with its commit then took 72 ms instead of 4, and saving what changes an
entry's words is a delete too, so it is set for erasing alone.
"""
SEARCH_TERMS = "CREATE VIRTUAL TABLE search_terms USING fts5vocab('search', 'instance')"
SEARCH_NEXT_TERMS = "SELECT term FROM search_terms WHERE term >= ? LIMIT ?"
"""In order, each as often as it stands somewhere; nothing is read beyond the limit."""
SEARCH_INSERT = (
    "INSERT INTO search(rowid, readers, history, decision, told, review, note, action, entry)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
SEARCH_READ = (
    "SELECT rowid, readers, history, decision, told, review, note, action, entry FROM search"
    " WHERE rowid BETWEEN ? AND ? ORDER BY rowid"
)
SEARCH_SAID = (  # what was indexed, from where the engine keeps it: to ask the index costs more
    "SELECT said.id, said.c1, said.c2, said.c3, said.c4, said.c5, said.c6, said.c7"
    " FROM json_each(?2) AS wanted CROSS JOIN search_content AS said"
    " ON said.id BETWEEN wanted.value AND wanted.value + 3"
    " WHERE instr(' ' || said.c0 || ' ', ?1)"
)
SEARCH_DELETE = "DELETE FROM search WHERE rowid = ?"
SEARCH_PAGE = (
    "SELECT {columns}, said.id, said.c1, said.c2, said.c3, said.c4, said.c5, said.c6, said.c7"
    " FROM search"
    " CROSS JOIN entry ON entry.seq = search.rowid / 4"
    ' CROSS JOIN "grant" ON "grant".entry = entry.id AND "grant".reader = ?'
    ' AND "grant".since <= ?'
    " CROSS JOIN search_content AS said ON said.id = search.rowid"
    " WHERE search MATCH ? AND search.rowid < ? ORDER BY search.rowid DESC LIMIT ?"
)
SEARCH_COUNT = (
    "SELECT count(*) FROM (SELECT 1 FROM search"
    ' CROSS JOIN "grant" ON "grant".reader = ? AND "grant".seq = search.rowid / 4'
    ' AND "grant".since <= ?'
    " WHERE search MATCH ? ORDER BY search.rowid DESC LIMIT ?)"
)
"""From the index and from the readers' alone: to count needs no line of any entry."""
SEARCH_MATCH = "search MATCH ?"
SEARCH_HOLDS = (
    "EXISTS (SELECT 1 FROM search WHERE search MATCH ?"
    " AND search.rowid BETWEEN 4 * {seq} AND 4 * {seq} + 3)"
)
SEARCH_AMONG = "entry.seq IN (SELECT rowid / 4 FROM search WHERE search MATCH :question)"
SEARCH_AGAIN = ("DROP TABLE search", SEARCH_TABLE)
SEARCH_STRAYS = "SELECT rowid FROM search WHERE rowid / 4 NOT IN (SELECT seq FROM entry)"
SEARCH_OPTIMIZE = "INSERT INTO search(search) VALUES ('optimize')"
