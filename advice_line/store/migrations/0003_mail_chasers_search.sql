-- The whole record, the e-mail desk, chasers, search.

ALTER TABLE advice ADD COLUMN caller_registration TEXT NOT NULL DEFAULT '';
ALTER TABLE advice ADD COLUMN pregnancy TEXT NOT NULL DEFAULT '';
ALTER TABLE advice ADD COLUMN gestation TEXT NOT NULL DEFAULT '';
ALTER TABLE advice ADD COLUMN pregnancy_team TEXT NOT NULL DEFAULT '';
ALTER TABLE advice ADD COLUMN child_with TEXT NOT NULL DEFAULT '';
ALTER TABLE advice ADD COLUMN child_weight TEXT NOT NULL DEFAULT '';
ALTER TABLE advice ADD COLUMN safeguarding TEXT NOT NULL DEFAULT '';
ALTER TABLE advice ADD COLUMN suspected_cancer TEXT NOT NULL DEFAULT '';
ALTER TABLE advice ADD COLUMN cancer_referral TEXT NOT NULL DEFAULT '';
ALTER TABLE advice ADD COLUMN outcome_reason TEXT NOT NULL DEFAULT '';
ALTER TABLE advice ADD COLUMN incident TEXT NOT NULL DEFAULT '';

CREATE INDEX advice_patient ON advice (nhs_number);
CREATE INDEX advice_adviser ON advice (adviser, id);
CREATE INDEX enquiry_practice ON enquiry (practice, id);

ALTER TABLE account ADD COLUMN email TEXT NOT NULL DEFAULT '';

-- What a department chose may now have more names than its CHECK allowed.
CREATE TABLE chosen (
  id      INTEGER PRIMARY KEY,
  desk    TEXT NOT NULL REFERENCES desk (id),
  name    TEXT NOT NULL,
  value   TEXT NOT NULL,
  at      TEXT NOT NULL,
  account INTEGER NOT NULL REFERENCES account (id),
  key     TEXT NOT NULL UNIQUE
) STRICT;
INSERT INTO chosen (desk, name, value, at, account, key)
SELECT desk, name, value, at, account, key FROM desk_setting ORDER BY id;
DROP TABLE desk_setting;
ALTER TABLE chosen RENAME TO desk_setting;
CREATE INDEX desk_setting_desk ON desk_setting (desk, name, id);
-- append-only: desk_setting by id, key

-- No program has written a chaser yet.
DROP TABLE chaser;

-- Flags that are not settled, so that they are found among millions; a row goes when its settlement is written.
CREATE TABLE open_flag (
  flag INTEGER NOT NULL PRIMARY KEY REFERENCES flag (id),
  kind TEXT NOT NULL,
  desk TEXT NOT NULL REFERENCES desk (id)
) STRICT;
CREATE INDEX open_flag_kind ON open_flag (kind, desk);

-- Something about a desk or the whole site that must not be forgotten and is no single enquiry's: a gap, a dead
-- mail server, a mail that nobody could understand.
CREATE TABLE site_flag (
  id        INTEGER PRIMARY KEY,
  site      TEXT NOT NULL REFERENCES site (code),
  desk      TEXT REFERENCES desk (id),    -- null: the whole site
  kind      TEXT NOT NULL,
  cause     TEXT NOT NULL,
  words     TEXT NOT NULL,                -- never a patient's identity or clinical text
  owner     TEXT NOT NULL CHECK (owner IN ('operator', 'desk', 'manager', 'administrator')),
  raised_at TEXT NOT NULL,
  UNIQUE (site, kind, cause)
) STRICT;
-- append-only: site_flag by id, site+kind+cause

-- How it was settled.
CREATE TABLE site_flag_settlement (
  flag    INTEGER NOT NULL PRIMARY KEY REFERENCES site_flag (id),
  at      TEXT NOT NULL,
  account INTEGER NOT NULL REFERENCES account (id),
  how     TEXT NOT NULL
) STRICT;
-- append-only: site_flag_settlement by flag

-- Why a practice had to ring because the hospital's side failed; the newest row of an enquiry counts.
CREATE TABLE interface_note (
  id      INTEGER PRIMARY KEY,
  enquiry INTEGER NOT NULL REFERENCES enquiry (id),
  reason  TEXT NOT NULL,
  words   TEXT NOT NULL,
  at      TEXT NOT NULL,
  account INTEGER NOT NULL REFERENCES account (id),
  key     TEXT NOT NULL UNIQUE
) STRICT;
CREATE INDEX interface_note_enquiry ON interface_note (enquiry, id);
-- append-only: interface_note by id, key

-- What came of it: the practice's word (useful? what happened?) and the adviser's.
CREATE TABLE feedback (
  id      INTEGER PRIMARY KEY,
  enquiry INTEGER NOT NULL REFERENCES enquiry (id),
  side    TEXT NOT NULL CHECK (side IN ('practice', 'adviser')),
  useful  TEXT NOT NULL CHECK (useful IN ('yes', 'partly', 'no', 'not said')),
  words   TEXT NOT NULL,
  at      TEXT NOT NULL,
  account INTEGER NOT NULL REFERENCES account (id),
  key     TEXT NOT NULL UNIQUE
) STRICT;
CREATE INDEX feedback_enquiry ON feedback (enquiry, id);
-- append-only: feedback by id, key

-- The addresses a practice writes from and is written to; the newest row of an address counts, and the newest
-- row of a practice is where its letters go.
CREATE TABLE practice_address (
  id       INTEGER PRIMARY KEY,
  address  TEXT NOT NULL,                 -- lower case
  practice TEXT REFERENCES practice (code),   -- null: this address is no practice's any more
  at       TEXT NOT NULL,
  account  INTEGER NOT NULL REFERENCES account (id),
  key      TEXT NOT NULL UNIQUE
) STRICT;
CREATE INDEX practice_address_address ON practice_address (address, id);
CREATE INDEX practice_address_practice ON practice_address (practice, id);
-- append-only: practice_address by id, key

-- One mail that came to a desk, as it was understood; the original stays in the mailbox's folder.
CREATE TABLE mail (
  id          INTEGER PRIMARY KEY,
  site        TEXT NOT NULL REFERENCES site (code),
  desk        TEXT NOT NULL REFERENCES desk (id),
  kind        TEXT NOT NULL CHECK (kind IN ('question', 'reply', 'acknowledgement', 'bounce', 'automatic', 'own copy',
                                            'duplicate', 'loop', 'spam', 'not understood', 'too large')),
  why         TEXT NOT NULL,              -- why it was sorted so
  sender      TEXT NOT NULL,              -- address, lower case; empty when there is none
  sender_name TEXT NOT NULL,
  subject     TEXT NOT NULL,
  message_id  TEXT NOT NULL,
  thread      TEXT NOT NULL,              -- JSON: the message ids it answers, newest last
  words       TEXT NOT NULL,              -- its text; HTML as text
  problems    TEXT NOT NULL,              -- JSON: sentences about what was wrong with it
  size        INTEGER NOT NULL,           -- bytes
  sha256      TEXT NOT NULL,              -- of its bytes as they came
  source      BLOB,                       -- its bytes, kept where it could not be understood
  arrived_at  TEXT NOT NULL,              -- in the mailbox
  taken_at    TEXT NOT NULL,
  duplicate_of INTEGER REFERENCES mail (id),
  key         TEXT NOT NULL UNIQUE
) STRICT;
CREATE INDEX mail_message ON mail (message_id, desk);
CREATE INDEX mail_sha256 ON mail (sha256, desk);
CREATE INDEX mail_desk ON mail (desk, id);
-- append-only: mail by id, key

-- Where in a mailbox a mail was read, so that no place is taken in twice.
CREATE TABLE mail_place (
  mailbox      TEXT NOT NULL,
  uid_validity INTEGER NOT NULL,
  uid          INTEGER NOT NULL,
  mail         INTEGER NOT NULL REFERENCES mail (id),
  PRIMARY KEY (mailbox, uid_validity, uid)
) STRICT;
-- append-only: mail_place by mailbox+uid_validity+uid

-- The enquiry a mail belongs to.
CREATE TABLE mail_enquiry (
  mail    INTEGER NOT NULL PRIMARY KEY REFERENCES mail (id),
  enquiry INTEGER NOT NULL REFERENCES enquiry (id),
  at      TEXT NOT NULL,
  account INTEGER NOT NULL REFERENCES account (id)
) STRICT;
CREATE INDEX mail_enquiry_enquiry ON mail_enquiry (enquiry, mail);
-- append-only: mail_enquiry by mail

-- What hung on a mail: kept where type and size allow, else its name and why not.
CREATE TABLE mail_attachment (
  mail     INTEGER NOT NULL REFERENCES mail (id),
  position INTEGER NOT NULL,
  name     TEXT NOT NULL,                 -- made safe: no folder, no control characters
  type     TEXT NOT NULL,
  size     INTEGER NOT NULL,
  sha256   TEXT NOT NULL,
  content  BLOB,
  refused  TEXT NOT NULL,                 -- why it was not kept; empty when it was
  PRIMARY KEY (mail, position)
) STRICT;
-- append-only: mail_attachment by mail+position

-- What is sent: written in the transaction that decided it, sent by whichever worker comes first.
CREATE TABLE outbox (
  id         INTEGER PRIMARY KEY,
  site       TEXT NOT NULL REFERENCES site (code),
  desk       TEXT REFERENCES desk (id),   -- null: from the site
  enquiry    INTEGER REFERENCES enquiry (id),
  advice     INTEGER REFERENCES advice (id),
  kind       TEXT NOT NULL CHECK (kind IN ('answer', 'confirmation', 'chaser')),
  recipient  TEXT NOT NULL,
  message_id TEXT NOT NULL UNIQUE,
  source     TEXT NOT NULL,               -- the whole mail as it is sent
  made_at    TEXT NOT NULL,
  account    INTEGER NOT NULL REFERENCES account (id),
  key        TEXT NOT NULL UNIQUE
) STRICT;
CREATE INDEX outbox_enquiry ON outbox (enquiry, id);
-- append-only: outbox by id, message_id, key

-- Where it stands. “sending” that nobody holds any more is in doubt until its copy comes back, or time is up.
CREATE TABLE outbox_state (
  outbox  INTEGER NOT NULL PRIMARY KEY REFERENCES outbox (id),
  state   TEXT NOT NULL CHECK (state IN ('waiting', 'sending', 'sent', 'refused', 'bounced')),
  tries   INTEGER NOT NULL,
  next_at TEXT NOT NULL,                  -- when it is tried next, or is no longer in doubt
  holder  TEXT NOT NULL,                  -- the worker that sends it; empty: nobody
  error   TEXT NOT NULL,
  since   TEXT NOT NULL
) STRICT;
CREATE INDEX outbox_state_unsent ON outbox_state (next_at)
  WHERE state IN ('waiting', 'sending', 'refused', 'bounced');
CREATE INDEX outbox_state_sent ON outbox_state (since) WHERE state = 'sent';

-- How each mail server was when it was last spoken to.
CREATE TABLE mail_server (
  name    TEXT NOT NULL PRIMARY KEY,      -- “incoming cardiology”, “outgoing”
  well_at TEXT,                           -- when it last worked
  ill_at  TEXT,                           -- since when it does not; null: it works
  error   TEXT NOT NULL
) STRICT;

-- Work that one process does at a time; who holds it until when.
CREATE TABLE lease (
  name   TEXT NOT NULL PRIMARY KEY,
  holder TEXT NOT NULL,
  until  TEXT NOT NULL
) STRICT;

-- A timed reminder: one step of one kind about one cause, said once. Steps follow until the cause is settled.
CREATE TABLE chaser (
  id       INTEGER PRIMARY KEY,
  site     TEXT NOT NULL REFERENCES site (code),
  kind     TEXT NOT NULL,
  subject  TEXT NOT NULL,                 -- the cause: “flag 12”, “enquiry 7”, “rota cardiology 2026-08-03”
  step     INTEGER NOT NULL,
  audience TEXT NOT NULL,                 -- whom this step tells
  due_at   TEXT NOT NULL,
  holder   TEXT NOT NULL,
  until    TEXT NOT NULL,                 -- of the lease
  done_at  TEXT,
  outcome  TEXT NOT NULL CHECK (outcome IN ('', 'said', 'settled')),
  UNIQUE (site, kind, subject, step)
) STRICT;
CREATE INDEX chaser_due ON chaser (due_at, id) WHERE done_at IS NULL;

-- What a chaser said, to whom. No patient's identity, no clinical text.
CREATE TABLE notice (
  id        INTEGER PRIMARY KEY,
  site      TEXT NOT NULL REFERENCES site (code),
  chaser    INTEGER NOT NULL UNIQUE REFERENCES chaser (id),
  role      TEXT NOT NULL,                -- whose screens
  desk      TEXT REFERENCES desk (id),
  clinician INTEGER REFERENCES clinician (id),   -- only theirs, when it is one clinician's
  enquiry   INTEGER REFERENCES enquiry (id),
  words     TEXT NOT NULL,
  at        TEXT NOT NULL
) STRICT;
CREATE INDEX notice_site ON notice (site, id);
-- append-only: notice by id, chaser

-- Copies of the store that were made and read back whole.
CREATE TABLE backup (
  id      INTEGER PRIMARY KEY,
  site    TEXT NOT NULL REFERENCES site (code),
  file    TEXT NOT NULL,
  at      TEXT NOT NULL,
  account INTEGER NOT NULL REFERENCES account (id),
  key     TEXT NOT NULL UNIQUE
) STRICT;
-- append-only: backup by id, key

-- The words of every version of advice, to be searched; one table, each engine's own way.
-- only sqlite
CREATE VIRTUAL TABLE advice_words USING fts5 (desk, words, content = '', tokenize = 'unicode61 remove_diacritics 2');
-- only postgres
CREATE TABLE advice_words (advice BIGINT NOT NULL PRIMARY KEY REFERENCES advice (id), words TSVECTOR NOT NULL);
CREATE INDEX advice_words_words ON advice_words USING gin (words);
-- both

INSERT INTO open_flag (flag, kind, desk)
SELECT f.id, f.kind, f.desk FROM flag f
WHERE NOT EXISTS (SELECT 1 FROM flag_settlement s WHERE s.flag = f.id);

-- only sqlite
INSERT INTO advice_words (rowid, desk, words)
SELECT a.id, replace(e.desk, '-', ''), a.situation || ' ' || a.background || ' ' || a.assessment || ' ' || a.request
  || ' ' || a.medicines || ' ' || a.advice || ' ' || a.would_change || ' ' || a.safety_net
FROM advice a JOIN enquiry e ON e.id = a.enquiry;
-- only postgres
INSERT INTO advice_words (advice, words)
SELECT a.id, to_tsvector('simple', a.situation || ' ' || a.background || ' ' || a.assessment || ' ' || a.request
  || ' ' || a.medicines || ' ' || a.advice || ' ' || a.would_change || ' ' || a.safety_net)
FROM advice a;
-- both
