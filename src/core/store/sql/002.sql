-- What sharing needs beside the changes themselves.

-- The ward a record lies in; -1 where no server has said. sealed: 1 where the ward may no longer be
-- read, and what is left of the record is only what was made here and could not yet be shared.
ALTER TABLE record ADD COLUMN ward INTEGER NOT NULL DEFAULT -1;
ALTER TABLE record ADD COLUMN sealed INTEGER NOT NULL DEFAULT 0;
CREATE INDEX record_ward ON record (ward);

-- cut: fields were taken out. z: where the server knew it as dominated; JSON, true or field names.
ALTER TABLE change ADD COLUMN cut INTEGER NOT NULL DEFAULT 0;
ALTER TABLE change ADD COLUMN z TEXT;

-- seq: the server's number of its last change. reason: why it is held. relay: 1 where it is to be
-- handed on for another device. A dseq below 0 is one of an earlier incarnation, or given up.
ALTER TABLE txn ADD COLUMN seq INTEGER NOT NULL DEFAULT 0;
ALTER TABLE txn ADD COLUMN reason TEXT;
ALTER TABLE txn ADD COLUMN relay INTEGER NOT NULL DEFAULT 0;
CREATE INDEX txn_relay ON txn (id) WHERE relay <> 0;
CREATE INDEX txn_seq ON txn (seq) WHERE seq <> 0;

-- A snapshot under way: its files, and the changes held before it that it has not named yet.
CREATE TABLE snapshot (
  id INTEGER PRIMARY KEY,
  ward INTEGER NOT NULL,
  path TEXT NOT NULL,
  etag TEXT,
  bytes INTEGER NOT NULL,
  place INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE stale (
  change INTEGER PRIMARY KEY
) STRICT;

-- Records whose search rows have still to be written.
CREATE TABLE backlog (
  record INTEGER PRIMARY KEY
) STRICT;
