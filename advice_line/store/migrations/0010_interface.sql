-- What becomes of advice outside the hospital, and what practices had to chase.

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
