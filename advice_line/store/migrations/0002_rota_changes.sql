-- Changes entered on screen, confirmations, locums, each desk's choices, and why a rota was published.

ALTER TABLE publication ADD COLUMN reason TEXT NOT NULL DEFAULT '';

-- How far a desk's rota is trusted: its manager or consultant said "this is right today".
CREATE TABLE rota_confirmation (
  id      INTEGER PRIMARY KEY,
  desk    TEXT NOT NULL REFERENCES desk (id),
  at      TEXT NOT NULL,
  account INTEGER NOT NULL REFERENCES account (id),
  key     TEXT NOT NULL UNIQUE
) STRICT;
CREATE INDEX rota_confirmation_desk ON rota_confirmation (desk, at);
-- append-only: rota_confirmation by id, key

-- What a department chose; the newest row of a desk and name counts. Names: stale_after_days, swaps_approved.
CREATE TABLE desk_setting (
  id      INTEGER PRIMARY KEY,
  desk    TEXT NOT NULL REFERENCES desk (id),
  name    TEXT NOT NULL CHECK (name IN ('stale_after_days', 'swaps_approved')),
  value   TEXT NOT NULL,
  at      TEXT NOT NULL,
  account INTEGER NOT NULL REFERENCES account (id),
  key     TEXT NOT NULL UNIQUE
) STRICT;
CREATE INDEX desk_setting_desk ON desk_setting (desk, name, id);
-- append-only: desk_setting by id, key

-- Somebody who covers and stands in no rota file of the desk.
CREATE TABLE locum (
  id        INTEGER PRIMARY KEY,
  desk      TEXT NOT NULL REFERENCES desk (id),
  clinician INTEGER NOT NULL REFERENCES clinician (id),
  slug      TEXT NOT NULL,
  name      TEXT NOT NULL,
  grade     TEXT NOT NULL CHECK (grade IN ('registrar', 'consultant')),
  contacts  TEXT NOT NULL,                -- JSON: [[kind, value], ...] in the order they are tried
  at        TEXT NOT NULL,
  account   INTEGER NOT NULL REFERENCES account (id),
  key       TEXT NOT NULL UNIQUE
) STRICT;
CREATE INDEX locum_desk ON locum (desk, id);
-- append-only: locum by id, key

-- One change to a rota entered on screen, kept on top of whatever file is published: leave (whole days),
-- sickness and cover (instants), a swap (its legs). It counts from the step that puts it in force.
CREATE TABLE rota_change (
  id             INTEGER PRIMARY KEY,
  desk           TEXT NOT NULL REFERENCES desk (id),
  kind           TEXT NOT NULL CHECK (kind IN ('leave', 'sickness', 'cover', 'swap')),
  clinician      INTEGER REFERENCES clinician (id),   -- who is away, covered or offers; null: nobody held it
  receiver       INTEGER REFERENCES clinician (id),   -- who covers or is asked
  duty           TEXT,                    -- of a cover for one duty
  leave_kind     TEXT CHECK (leave_kind IN ('annual', 'study', 'sick', 'other')),
  first_day      TEXT,                    -- of leave, both days included
  last_day       TEXT,
  begins_at      TEXT NOT NULL,           -- until then it can be undone
  ends_at        TEXT NOT NULL CHECK (ends_at > begins_at),
  needs_approval INTEGER NOT NULL CHECK (needs_approval IN (0, 1)),
  words          TEXT NOT NULL,           -- why
  at             TEXT NOT NULL,
  account        INTEGER NOT NULL REFERENCES account (id),
  key            TEXT NOT NULL UNIQUE,
  CHECK ((kind = 'leave') = (first_day IS NOT NULL AND last_day IS NOT NULL AND leave_kind IS NOT NULL)),
  CHECK (kind NOT IN ('cover', 'swap') OR receiver IS NOT NULL),
  CHECK (kind = 'cover' OR clinician IS NOT NULL)
) STRICT;
CREATE INDEX rota_change_desk ON rota_change (desk, ends_at);
-- append-only: rota_change by id, key

-- A shift that changes hands in a swap.
CREATE TABLE swap_leg (
  change   INTEGER NOT NULL REFERENCES rota_change (id),
  position INTEGER NOT NULL,
  date     TEXT NOT NULL,
  duty     TEXT NOT NULL,
  giver    INTEGER NOT NULL REFERENCES clinician (id),
  taker    INTEGER NOT NULL REFERENCES clinician (id),
  PRIMARY KEY (change, position)
) STRICT;
-- append-only: swap_leg by change+position

-- What was done with a change: entered or offered, agreed, approved; declined, refused, undone; ended before
-- its time; kept although a publication contradicts it.
CREATE TABLE rota_change_step (
  id          INTEGER PRIMARY KEY,
  change      INTEGER NOT NULL REFERENCES rota_change (id),
  step        TEXT NOT NULL CHECK (step IN ('entered', 'offered', 'agreed', 'approved', 'declined', 'refused',
                                            'undone', 'ended', 'kept')),
  publication INTEGER REFERENCES publication (id),    -- the one it was kept in spite of
  words       TEXT NOT NULL,
  at          TEXT NOT NULL,
  account     INTEGER NOT NULL REFERENCES account (id),
  key         TEXT NOT NULL UNIQUE
) STRICT;
CREATE INDEX rota_change_step_change ON rota_change_step (change, id);
-- append-only: rota_change_step by id, key
