-- What the server keeps. One text for SQLite and PostgreSQL: INTEGER is 64 bits wide in both, and
-- ids (UUIDs) are kept as their 16 bytes. An index is here only if a statement asks by it; there
-- may be ten million changes.

-- One row, held locked by every push from its first statement to its commit: so numbers are drawn
-- without gaps in the order of commits, and a reader never misses one. chain is a hash over all
-- transactions up to seq; record, author and line are the last keys given.
CREATE TABLE clock (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  epoch TEXT NOT NULL,
  seq INTEGER NOT NULL,
  chain BLOB NOT NULL,
  record INTEGER NOT NULL,
  author INTEGER NOT NULL,
  line INTEGER NOT NULL
) STRICT;

-- The lives of the database, in order. A new one begins where it was restored from a backup; first
-- is the first number drawn in it.
CREATE TABLE life (
  id INTEGER PRIMARY KEY,
  epoch TEXT NOT NULL UNIQUE,
  first INTEGER NOT NULL,
  begun INTEGER NOT NULL
) STRICT;

-- Interned, because all changes of a day's work share one.
CREATE TABLE author (
  id INTEGER PRIMARY KEY,
  device TEXT NOT NULL,
  name TEXT NOT NULL,
  UNIQUE (device, name)
) STRICT;

-- A device's row of transactions. Those that were relayed for it go by incarnation -1, uncounted.
CREATE TABLE line (
  id INTEGER PRIMARY KEY,
  device TEXT NOT NULL,
  incarnation INTEGER NOT NULL,
  dseq INTEGER NOT NULL,
  UNIQUE (device, incarnation)
) STRICT;

-- kind: 0 nobody has said, 1 a person, 2 something else; what was once a person stays one, because
-- the class of its fields depends on it. shared: whether other wards read its open fields.
CREATE TABLE record (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE,
  type TEXT NOT NULL,
  ward INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  shared INTEGER NOT NULL
) STRICT;
CREATE INDEX record_shared ON record (ward) WHERE shared = 1;

-- Its changes have the numbers seq - n + 1 to seq. held: 1 they are not there, 2 some of them had
-- come before by another way, and n counts the others.
CREATE TABLE txn (
  seq INTEGER PRIMARY KEY,
  uid BLOB NOT NULL,
  n INTEGER NOT NULL,
  line INTEGER NOT NULL,
  dseq INTEGER NOT NULL,
  account INTEGER NOT NULL,
  hash BLOB NOT NULL,
  chain BLOB NOT NULL,
  held INTEGER NOT NULL,
  time INTEGER NOT NULL,
  label TEXT NOT NULL,
  batch TEXT
) STRICT;
CREATE INDEX txn_line ON txn (line, dseq);

-- fields and seen are kept byte for byte. z and dead name the fields that were dominated when the
-- change came, and those that are now: a JSON array, or true. live: some field is not dead.
CREATE TABLE change (
  seq INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE,
  record INTEGER NOT NULL,
  ward INTEGER NOT NULL,
  op INTEGER NOT NULL,
  hlc INTEGER NOT NULL,
  ohlc INTEGER NOT NULL,
  author INTEGER NOT NULL,
  schema INTEGER NOT NULL,
  person INTEGER NOT NULL,
  live INTEGER NOT NULL,
  fields TEXT,
  seen TEXT NOT NULL,
  z TEXT,
  dead TEXT
) STRICT;
CREATE INDEX change_record ON change (record);
CREATE INDEX change_live ON change (ward, seq) WHERE live = 1;

-- A change that is not here yet, and the one that is here and has seen it.
CREATE TABLE ahead (
  uid BLOB NOT NULL,
  seq INTEGER NOT NULL,
  PRIMARY KEY (uid, seq)
) STRICT, WITHOUT ROWID;

-- When a record became shared with other wards, or ceased to be.
CREATE TABLE share (
  seq INTEGER PRIMARY KEY,
  record INTEGER NOT NULL,
  shared INTEGER NOT NULL
) STRICT;

-- Kept, but not applied. body holds the lines as they were pushed.
CREATE TABLE held (
  seq INTEGER PRIMARY KEY,
  account INTEGER NOT NULL,
  name TEXT NOT NULL,
  device TEXT NOT NULL,
  ward INTEGER NOT NULL,
  time INTEGER NOT NULL,
  reason TEXT NOT NULL,
  body TEXT NOT NULL
) STRICT;
CREATE INDEX held_account ON held (account, seq);
CREATE INDEX held_ward ON held (ward, seq);

CREATE TABLE account (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  password TEXT NOT NULL,
  created INTEGER NOT NULL,
  closed INTEGER NOT NULL
) STRICT;

CREATE TABLE ward (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL
) STRICT;

-- A role in a ward; ends 0 is no end.
CREATE TABLE permit (
  account INTEGER NOT NULL,
  ward INTEGER NOT NULL,
  role TEXT NOT NULL,
  starts INTEGER NOT NULL,
  ends INTEGER NOT NULL,
  PRIMARY KEY (account, ward, role)
) STRICT, WITHOUT ROWID;

CREATE TABLE device (
  id TEXT PRIMARY KEY,
  account INTEGER NOT NULL,
  label TEXT NOT NULL,
  created INTEGER NOT NULL,
  seen INTEGER NOT NULL,
  revoked INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- token is the hash of what the client holds.
CREATE TABLE session (
  token TEXT PRIMARY KEY,
  account INTEGER NOT NULL,
  device TEXT NOT NULL,
  created INTEGER NOT NULL,
  expires INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Append-only; hash is over the former's and this row. Never a value, never a name.
CREATE TABLE audit (
  id INTEGER PRIMARY KEY,
  time INTEGER NOT NULL,
  account INTEGER NOT NULL,
  action TEXT NOT NULL,
  subject TEXT NOT NULL,
  hash BLOB NOT NULL
) STRICT;
