-- Sessions belong to a terminal and end with the account's generation; tokens for jobs; wrong passwords by door.

ALTER TABLE account ADD COLUMN generation INTEGER NOT NULL DEFAULT 0;
ALTER TABLE account ADD COLUMN must_change INTEGER NOT NULL DEFAULT 0 CHECK (must_change IN (0, 1));
ALTER TABLE account ADD COLUMN job INTEGER NOT NULL DEFAULT 0 CHECK (job IN (0, 1));
ALTER TABLE account DROP COLUMN failures;
ALTER TABLE account DROP COLUMN locked_until;
UPDATE account SET job = 1 WHERE password_hash = '!' AND disabled = 1 AND username = 'worker-' || lower(site);

-- Sign-ins of before were nobody's terminal's: everybody signs in again.
DROP TABLE session;

-- A sign-in that outlives one command, in one terminal; only the token's hash is kept.
CREATE TABLE session (
  token_hash TEXT NOT NULL PRIMARY KEY,
  account    INTEGER NOT NULL REFERENCES account (id),
  generation INTEGER NOT NULL,            -- the account's when it began: a later one has ended it
  terminal   TEXT NOT NULL,               -- which one, as a hash
  door       TEXT NOT NULL,               -- which one, in words
  created_at TEXT NOT NULL,
  expires_at TEXT NOT NULL
) STRICT;

-- A wrong password, or one that is being looked at; gone when the right one is given there. Names that nobody has
-- are counted as others are, so a name is kept as its hash: people type passwords into the wrong field.
CREATE TABLE sign_in_failure (
  id        INTEGER PRIMARY KEY,
  name_hash TEXT NOT NULL,
  door      TEXT NOT NULL,                -- the terminal and the machine it is reached from, in words
  at        TEXT NOT NULL
) STRICT;
CREATE INDEX sign_in_failure_name ON sign_in_failure (name_hash, at);
CREATE INDEX sign_in_failure_at ON sign_in_failure (at);

-- Through which doors an account's right password has come.
CREATE TABLE known_door (
  account INTEGER NOT NULL REFERENCES account (id),
  door    TEXT NOT NULL,
  at      TEXT NOT NULL,                  -- last
  PRIMARY KEY (account, door)
) STRICT;

-- A name that an account had once; nobody else may have it, for the trail names people by it.
CREATE TABLE former_username (
  id       INTEGER PRIMARY KEY,
  username TEXT NOT NULL UNIQUE,
  account  INTEGER NOT NULL REFERENCES account (id),
  until    TEXT NOT NULL
) STRICT;
-- append-only: former_username by id, username

-- A job's token; only its hash is kept. What is done with it is done by an account of its own, named after it.
CREATE TABLE token (
  id         INTEGER PRIMARY KEY,
  token_hash TEXT NOT NULL UNIQUE,
  account    INTEGER NOT NULL REFERENCES account (id),
  made_by    INTEGER NOT NULL REFERENCES account (id),
  made_at    TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  revoked_at TEXT,
  used_at    TEXT
) STRICT;
CREATE INDEX token_account ON token (account);
