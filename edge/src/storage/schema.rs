//! The schema with numbered migrations, which go forward only. One that was released is never changed; a change is a new
//! one at the end.

/// Migrations of a switchboard's tables; the version is their number. The outbox begins with what the journal has, so
/// that the register is complete; with the fourth it gets all facts that it has or had, because from then on it keeps
/// them. `home` has one row.
pub const SWITCHBOARD: &[&str] = &["
    CREATE TABLE contacts (id TEXT PRIMARY KEY, record TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE operators (id TEXT PRIMARY KEY, record TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE journal (seq INTEGER PRIMARY KEY AUTOINCREMENT, fact TEXT NOT NULL);
    CREATE TABLE notes (contact TEXT PRIMARY KEY, note TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE lines (id TEXT PRIMARY KEY, name TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE people (id TEXT PRIMARY KEY, name TEXT NOT NULL) WITHOUT ROWID;
", "
    CREATE TABLE chat_lines (
        contact TEXT NOT NULL, seq INTEGER NOT NULL, side TEXT NOT NULL, key TEXT NOT NULL, at_ms INTEGER NOT NULL,
        text TEXT NOT NULL, PRIMARY KEY (contact, seq)
    ) WITHOUT ROWID;
    ALTER TABLE lines ADD COLUMN hours TEXT NOT NULL DEFAULT 'null';
    ALTER TABLE lines ADD COLUMN hours_version INTEGER NOT NULL DEFAULT 0;
    CREATE TABLE openings (hotline TEXT PRIMARY KEY, open INTEGER NOT NULL) WITHOUT ROWID;
    CREATE TABLE feeds (hotline TEXT PRIMARY KEY, feed TEXT NOT NULL) WITHOUT ROWID;
", "
    CREATE TABLE outbox (seq INTEGER PRIMARY KEY AUTOINCREMENT, item TEXT NOT NULL);
    CREATE TABLE home (source TEXT NOT NULL, organisation TEXT NOT NULL);
    INSERT INTO home (source, organisation) VALUES (lower(hex(randomblob(8))), '');
    INSERT INTO outbox (item) SELECT '{\"item\":\"fact\",' || substr(fact, 2) FROM journal ORDER BY seq;
    INSERT INTO outbox (item) SELECT json_object('item', 'note', 'contact', contact, 'note', note) FROM notes;
", "
    CREATE TABLE flows (department TEXT PRIMARY KEY, record TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE configured (only INTEGER PRIMARY KEY CHECK (only = 0), record TEXT NOT NULL);
    CREATE TABLE configurations (revision INTEGER PRIMARY KEY, document TEXT NOT NULL, people TEXT NOT NULL);
    INSERT INTO outbox (item) SELECT '{\"item\":\"past\",' || substr(fact, 2) FROM journal
        WHERE seq <= (SELECT MAX(seq) FROM journal)
            - (SELECT COUNT(*) FROM outbox WHERE substr(item, 1, 14) = '{\"item\":\"fact\"') ORDER BY seq;
"];

/// Migrations of the directory's tables. Links and sessions are known by the hash of their secret only.
pub const DIRECTORY: &[&str] = &["
    CREATE TABLE organisations (id TEXT PRIMARY KEY, name TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE hotlines (
        id TEXT PRIMARY KEY, organisation TEXT NOT NULL REFERENCES organisations (id),
        name TEXT NOT NULL, sites TEXT NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE operators (
        id TEXT PRIMARY KEY, organisation TEXT NOT NULL REFERENCES organisations (id), name TEXT NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE links (
        hash TEXT PRIMARY KEY, operator TEXT NOT NULL REFERENCES operators (id),
        made_ms INTEGER NOT NULL, used_ms INTEGER
    ) WITHOUT ROWID;
    CREATE TABLE sessions (
        hash TEXT PRIMARY KEY, operator TEXT NOT NULL REFERENCES operators (id), until_ms INTEGER NOT NULL
    ) WITHOUT ROWID;
", "
    ALTER TABLE operators ADD COLUMN roles TEXT NOT NULL DEFAULT '[\"operator\"]';
", "
    ALTER TABLE hotlines ADD COLUMN hours TEXT NOT NULL DEFAULT 'null';
    ALTER TABLE hotlines ADD COLUMN hours_version INTEGER NOT NULL DEFAULT 1;
", "
    ALTER TABLE hotlines ADD COLUMN gone INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE operators ADD COLUMN hotlines TEXT NOT NULL DEFAULT '[]';
    CREATE TABLE configurations (
        organisation TEXT NOT NULL REFERENCES organisations (id), revision INTEGER NOT NULL,
        at_ms INTEGER NOT NULL, author TEXT NOT NULL, changes INTEGER NOT NULL, document TEXT NOT NULL,
        PRIMARY KEY (organisation, revision)
    ) WITHOUT ROWID;
"];
