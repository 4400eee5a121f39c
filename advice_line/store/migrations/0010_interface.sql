-- What becomes of advice outside the hospital, what practices had to chase, what is reported of both by mail.

-- only sqlite
PRAGMA writable_schema = ON;
UPDATE sqlite_schema SET sql = replace(sql, '''answer'', ''confirmation'', ''chaser''', '''answer'', ''confirmation'', ''chaser'', ''report''')
WHERE type = 'table' AND name = 'outbox';
PRAGMA writable_schema = RESET;
-- only postgres
ALTER TABLE outbox DROP CONSTRAINT outbox_kind_check;
ALTER TABLE outbox ADD CONSTRAINT outbox_kind_check CHECK (kind IN ('answer', 'confirmation', 'chaser', 'report'));
-- both

-- That advice became a referral note, which a practice sends; each making of one is a row.
CREATE TABLE referral_note (
  id      INTEGER PRIMARY KEY,
  enquiry INTEGER NOT NULL REFERENCES enquiry (id),
  advice  INTEGER NOT NULL REFERENCES advice (id),
  at      TEXT NOT NULL,
  account INTEGER NOT NULL REFERENCES account (id),
  key     TEXT NOT NULL UNIQUE
) STRICT;
-- append-only: referral_note by id, key
CREATE INDEX referral_note_enquiry ON referral_note (enquiry);

-- An action that the interface lead keeps: something promised to the practices. Its newest step holds.
CREATE TABLE interface_action (
  id      INTEGER PRIMARY KEY,
  site    TEXT NOT NULL REFERENCES site (code),
  at      TEXT NOT NULL,
  account INTEGER NOT NULL REFERENCES account (id),
  key     TEXT NOT NULL UNIQUE
) STRICT;
-- append-only: interface_action by id, key
CREATE INDEX interface_action_site ON interface_action (site, id);

CREATE TABLE interface_step (
  id       INTEGER PRIMARY KEY,
  action   INTEGER NOT NULL REFERENCES interface_action (id),
  step     TEXT NOT NULL CHECK (step IN ('written', 'changed', 'done')),
  reason   TEXT NOT NULL,                 -- what practices had to chase
  desk     TEXT REFERENCES desk (id),     -- null: the whole site
  cause    TEXT NOT NULL,                 -- as it was found; empty: not yet
  promised TEXT NOT NULL,
  owner    TEXT NOT NULL,
  due      TEXT NOT NULL,                 -- a day
  words    TEXT NOT NULL,                 -- what was done
  at       TEXT NOT NULL,
  account  INTEGER NOT NULL REFERENCES account (id),
  key      TEXT NOT NULL UNIQUE
) STRICT;
-- append-only: interface_step by id, key
CREATE INDEX interface_step_action ON interface_step (action, id);

-- A report that is mailed by itself: to one person of the site, or to a practice, where its letters go.
CREATE TABLE report_schedule (
  id        INTEGER PRIMARY KEY,
  site      TEXT NOT NULL REFERENCES site (code),
  report    TEXT NOT NULL,
  recipient INTEGER REFERENCES account (id),
  practice  TEXT REFERENCES practice (code),
  clock     TEXT NOT NULL,                -- HH:MM, by the site's clock
  at        TEXT NOT NULL,
  account   INTEGER NOT NULL REFERENCES account (id),
  key       TEXT NOT NULL UNIQUE,
  CHECK ((recipient IS NULL) <> (practice IS NULL))
) STRICT;
-- append-only: report_schedule by id, key

CREATE TABLE report_stop (
  schedule INTEGER NOT NULL PRIMARY KEY REFERENCES report_schedule (id),
  at       TEXT NOT NULL,
  account  INTEGER NOT NULL REFERENCES account (id)
) STRICT;
-- append-only: report_stop by schedule

-- What became of a report that was due; older ones that were due since the last are left out.
CREATE TABLE report_mailing (
  id       INTEGER PRIMARY KEY,
  schedule INTEGER NOT NULL REFERENCES report_schedule (id),
  due      TEXT NOT NULL,
  left_out INTEGER NOT NULL,              -- how many older ones were not mailed
  outbox   INTEGER REFERENCES outbox (id),
  why_not  TEXT NOT NULL,                 -- empty: it was mailed
  at       TEXT NOT NULL,
  UNIQUE (schedule, due)
) STRICT;
-- append-only: report_mailing by id, schedule+due
