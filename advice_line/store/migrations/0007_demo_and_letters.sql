-- A demonstration is marked as one; where letters go outside the known domains needs a second person.

-- What kind of store this is; a real one has no row.
CREATE TABLE store_mark (
  id   INTEGER PRIMARY KEY,
  mark TEXT NOT NULL UNIQUE CHECK (mark IN ('demo')),
  at   TEXT NOT NULL
) STRICT;
-- append-only: store_mark by id, mark

-- A second person's word is wanted before a practice's letters go to this address: it is outside the known domains.
CREATE TABLE letters_check (
  address INTEGER NOT NULL PRIMARY KEY REFERENCES practice_address (id),
  at      TEXT NOT NULL
) STRICT;
-- append-only: letters_check by address

-- That word. Until it is given, and where it is no, the address is not the practice's.
CREATE TABLE letters_word (
  address INTEGER NOT NULL PRIMARY KEY REFERENCES practice_address (id),
  agreed  INTEGER NOT NULL CHECK (agreed IN (0, 1)),
  at      TEXT NOT NULL,
  account INTEGER NOT NULL REFERENCES account (id)
) STRICT;
-- append-only: letters_word by address
