-- Contracts with commissioners, what they come to, and who may look at it.

-- only sqlite
PRAGMA writable_schema = ON;
UPDATE sqlite_schema SET sql = replace(sql, '''manager'', ''administrator''))', '''manager'', ''administrator'', ''commissioner'', ''interface lead''))')
WHERE type = 'table' AND name = 'account';
PRAGMA writable_schema = RESET;
-- only postgres
ALTER TABLE account DROP CONSTRAINT account_role_check;
ALTER TABLE account ADD CONSTRAINT account_role_check CHECK (role IN (
  'operator', 'registrar', 'consultant', 'manager', 'administrator', 'commissioner', 'interface lead'));
-- both

-- A file of contracts between a site and a commissioner, as it was accepted; the newest of both is the one that holds.
CREATE TABLE contract_publication (
  id           INTEGER PRIMARY KEY,
  site         TEXT NOT NULL REFERENCES site (code),
  commissioner TEXT NOT NULL,             -- an ODS code, or non-contract
  published_at TEXT NOT NULL,
  file         TEXT NOT NULL,
  source       TEXT NOT NULL,
  sha256       TEXT NOT NULL,
  reason       TEXT NOT NULL,
  account      INTEGER NOT NULL REFERENCES account (id),
  key          TEXT NOT NULL UNIQUE
) STRICT;
-- append-only: contract_publication by id, key
CREATE INDEX contract_publication_newest ON contract_publication (site, commissioner, id);

-- For whom a commissioner's account may look: its ODS code.
CREATE TABLE account_commissioner (
  account      INTEGER NOT NULL PRIMARY KEY REFERENCES account (id),
  commissioner TEXT NOT NULL
) STRICT;

-- Since when a practice has been whose: what an import found changed.
CREATE TABLE practice_commissioner (
  practice     TEXT NOT NULL REFERENCES practice (code),
  since        TEXT NOT NULL,             -- a day
  commissioner TEXT NOT NULL,             -- empty: the list names none
  PRIMARY KEY (practice, since)
) STRICT;

-- That an enquiry is to be charged to nobody, and why; an empty reason takes that back.
CREATE TABLE enquiry_set_aside (
  id      INTEGER PRIMARY KEY,
  enquiry INTEGER NOT NULL REFERENCES enquiry (id),
  reason  TEXT NOT NULL CHECK (reason IN ('', 'withdrawn', 'a duplicate', 'for another desk', 'a test')),
  words   TEXT NOT NULL,
  at      TEXT NOT NULL,
  account INTEGER NOT NULL REFERENCES account (id),
  key     TEXT NOT NULL UNIQUE
) STRICT;
-- append-only: enquiry_set_aside by id, key
CREATE INDEX enquiry_set_aside_enquiry ON enquiry_set_aside (enquiry);

ALTER TABLE statement ADD COLUMN closed INTEGER NOT NULL DEFAULT 0;
CREATE INDEX statement_month ON statement (site, commissioner, month);

-- Advice by when an enquiry's was first recorded, and what was given up by when, for the month they are charged in.
CREATE INDEX advice_first ON advice (written_at) WHERE version = 1;
CREATE INDEX enquiry_state_given_up ON enquiry_state (since) WHERE state = 'abandoned';

-- One line of a statement: an enquiry's, or one that belongs to none.
CREATE TABLE statement_line (
  id        INTEGER PRIMARY KEY,
  statement INTEGER NOT NULL REFERENCES statement (id),
  number    INTEGER NOT NULL,             -- from 1
  contract  TEXT NOT NULL,                -- its id in the file of contracts
  kind      TEXT NOT NULL,
  words     TEXT NOT NULL,
  quantity  INTEGER NOT NULL,
  unit      INTEGER NOT NULL,             -- pence for each
  mff       INTEGER NOT NULL,             -- pence of them that are the market forces factor's
  delivery  TEXT NOT NULL,                -- point of delivery
  enquiry   INTEGER REFERENCES enquiry (id),
  desk      TEXT REFERENCES desk (id),
  practice  TEXT,                         -- as it was known; NULL: unknown, or the line is no enquiry's
  adjusts   TEXT NOT NULL,                -- the earlier month that it mends; empty: it is of this month
  UNIQUE (statement, number)
) STRICT;
-- append-only: statement_line by id, statement+number

-- An enquiry that a statement does not charge for, and why.
CREATE TABLE statement_exclusion (
  id        INTEGER PRIMARY KEY,
  statement INTEGER NOT NULL REFERENCES statement (id),
  enquiry   INTEGER NOT NULL REFERENCES enquiry (id),
  reason    TEXT NOT NULL,
  UNIQUE (statement, enquiry)
) STRICT;
-- append-only: statement_exclusion by id, statement+enquiry

-- What was done with a statement after it was drafted.
CREATE TABLE statement_step (
  id        INTEGER PRIMARY KEY,
  statement INTEGER NOT NULL REFERENCES statement (id),
  step      TEXT NOT NULL CHECK (step IN ('issued', 'queried', 'explained', 'credited', 'agreed', 'paid')),
  line      INTEGER,                      -- the number of the line it is about
  reason    TEXT NOT NULL,                -- of a query
  words     TEXT NOT NULL,                -- what was said; of a payment, its reference
  number    TEXT NOT NULL,                -- of the statement when it is issued, of the credit note; else empty
  at        TEXT NOT NULL,
  account   INTEGER NOT NULL REFERENCES account (id),
  key       TEXT NOT NULL UNIQUE
) STRICT;
-- append-only: statement_step by id, key
CREATE INDEX statement_step_statement ON statement_step (statement, id);
CREATE UNIQUE INDEX statement_step_number ON statement_step (number) WHERE number <> '';
CREATE UNIQUE INDEX statement_step_issued ON statement_step (statement) WHERE step = 'issued';

-- Since when a practice has been whose is known from now on; what went before is as it is now.
INSERT INTO practice_commissioner (practice, since, commissioner) SELECT code, '1948-07-05', commissioner FROM practice;
