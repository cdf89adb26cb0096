-- The ledger's own tables. The typed tables and the search tables are made from the field table of
-- the program at every open, see tsu-tables.c, because they can be rebuilt from `change`.

-- device, incarnation, epoch, cursor, tables (digest of the typed tables' SQL); settings as "set:…".
CREATE TABLE meta (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- One row: the last stamp given or seen, and the last device sequence used. Read and written inside
-- each writing transaction, so that two programs on one file never draw the same.
CREATE TABLE clock (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  hlc INTEGER NOT NULL,
  dseq INTEGER NOT NULL
) STRICT;
INSERT INTO clock VALUES (1, 0, 0);

-- Interned pairs, because 100 000 changes of an import share one.
CREATE TABLE author (
  id INTEGER PRIMARY KEY,
  device TEXT NOT NULL,
  user TEXT NOT NULL,
  UNIQUE (device, user)
) STRICT;

CREATE TABLE record (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  type TEXT NOT NULL
) STRICT;
CREATE INDEX record_type ON record (type);

-- dseq is NULL for what came from elsewhere. state: 0 new, 1 sent, 2 acked, 3 held; those below 2
-- with a dseq are the outbox. kind: 0 do, 1 undo, 2 redo; undoes names the transaction taken back,
-- undone the one that took this back (0 where nothing was left to take back).
CREATE TABLE txn (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  dseq INTEGER UNIQUE,
  state INTEGER NOT NULL DEFAULT 0,
  label TEXT NOT NULL,
  batch TEXT,
  time INTEGER NOT NULL,
  kind INTEGER NOT NULL DEFAULT 0,
  undoes INTEGER,
  undone INTEGER,
  n INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX txn_batch ON txn (batch) WHERE batch IS NOT NULL;
CREATE INDEX txn_outbox ON txn (state, dseq) WHERE state <> 2;
CREATE INDEX txn_undo ON txn (kind, id) WHERE undone IS NULL AND dseq IS NOT NULL;

-- fields and seen are kept byte for byte as their author wrote them. undoes names the change that
-- this one takes back; it is known for this device's own changes only.
CREATE TABLE change (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  record INTEGER NOT NULL REFERENCES record (id),
  txn INTEGER NOT NULL REFERENCES txn (id),
  op INTEGER NOT NULL,
  fields TEXT,
  seen TEXT,
  hlc INTEGER NOT NULL,
  ohlc INTEGER NOT NULL,
  author INTEGER NOT NULL REFERENCES author (id),
  schema INTEGER NOT NULL,
  seq INTEGER NOT NULL DEFAULT 0,
  undoes INTEGER
) STRICT;
CREATE INDEX change_record ON change (record);
CREATE INDEX change_txn ON change (txn);

-- What somebody should look at. The id is derived from the kind and the sorted record ids, so that
-- every replica has the same one. state: 0 open, 1 put aside by a person.
CREATE TABLE issue (
  id TEXT PRIMARY KEY,
  kind INTEGER NOT NULL,
  record INTEGER NOT NULL,
  other INTEGER,
  field TEXT,
  state INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX issue_record ON issue (record);
CREATE INDEX issue_other ON issue (other) WHERE other IS NOT NULL;
