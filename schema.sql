-- Advice Line: the whole store, in the SQL that SQLite and PostgreSQL share.
--
-- Conventions
--   * Instants are UTC text, YYYY-MM-DDTHH:MM:SS.mmmZ. Dates are YYYY-MM-DD. Truth is 0 or 1. Money is pence.
--   * "key" is the caller's idempotency key: a retry finds its own row and makes no second one.
--   * A line "-- append-only: TABLE by COLUMN, ..." makes triggers that refuse UPDATE, DELETE and a second
--     row with the same value in any COLUMN (so that INSERT OR REPLACE cannot slip past). The first COLUMN is the
--     key by which a trail row names the rows it vouches for (trail.records, trail.digest).
--   * store/schema.py translates the few differences for PostgreSQL: INTEGER is BIGINT there, INTEGER PRIMARY
--     KEY an identity, STRICT is dropped.
--
-- What may change: state that says where a thing stands now (enquiry_state, chain, account, session, draft,
-- desk, clinician, practice). What never changes: everything that was said, done or decided.

-- Which version of this file the store has; store/migrations/NNNN_*.sql brings older ones up.
CREATE TABLE schema_version (
  version    INTEGER NOT NULL PRIMARY KEY,
  applied_at TEXT NOT NULL,
  program    TEXT NOT NULL
) STRICT;

-- A hospital, by its ODS code.
CREATE TABLE site (
  code     TEXT NOT NULL PRIMARY KEY,
  name     TEXT NOT NULL,
  timezone TEXT NOT NULL
) STRICT;

-- What kind of store this is; a real one has no row.
CREATE TABLE store_mark (
  id   INTEGER PRIMARY KEY,
  mark TEXT NOT NULL UNIQUE CHECK (mark IN ('demo')),
  at   TEXT NOT NULL
) STRICT;
-- append-only: store_mark by id, mark

-- The head of each site's trail: the number and hash of its newest row.
CREATE TABLE chain (
  site TEXT NOT NULL PRIMARY KEY REFERENCES site (code),
  seq  INTEGER NOT NULL,
  hash TEXT NOT NULL
) STRICT;

-- Everything anyone did or read, one row each, each sealed with the hash of the one before.
CREATE TABLE trail (
  site         TEXT NOT NULL REFERENCES site (code),
  seq          INTEGER NOT NULL,
  at           TEXT NOT NULL,
  who          TEXT NOT NULL,             -- user name, or the name of a job
  role         TEXT NOT NULL,
  act          TEXT NOT NULL,             -- "took a call", "read a record"
  subject_kind TEXT NOT NULL,             -- a table of this file
  subject      TEXT NOT NULL,             -- its key there
  detail       TEXT NOT NULL,             -- JSON; never a patient's identity or clinical text
  key          TEXT NOT NULL UNIQUE,
  previous     TEXT NOT NULL,
  hash         TEXT NOT NULL,             -- SHA-256 of all the other columns
  records      TEXT NOT NULL DEFAULT '',  -- JSON: the append-only rows this act wrote; empty: from before that was kept
  digest       TEXT NOT NULL DEFAULT '',  -- HMAC-SHA-256 of those rows by the site's secret; empty where there are none
  PRIMARY KEY (site, seq)
) STRICT;
CREATE INDEX trail_subject ON trail (subject_kind, subject);
-- append-only: trail by site+seq, key

-- What the digests of a site's trail are keyed with, so that the trail alone confirms no guessed patient. It is in
-- no export.
CREATE TABLE trail_secret (
  site   TEXT NOT NULL PRIMARY KEY REFERENCES site (code),
  secret TEXT NOT NULL                    -- 64 hexadecimal digits
) STRICT;

-- A clinician is known by registration number; the name and grade are the newest published.
CREATE TABLE clinician (
  id    INTEGER PRIMARY KEY,
  gmc   TEXT NOT NULL UNIQUE,
  name  TEXT NOT NULL,
  grade TEXT NOT NULL CHECK (grade IN ('registrar', 'consultant'))
) STRICT;

-- Somebody who signs in. Registrars and consultants are tied to their clinician.
CREATE TABLE account (
  id            INTEGER PRIMARY KEY,
  username      TEXT NOT NULL UNIQUE,
  name          TEXT NOT NULL,
  role          TEXT NOT NULL CHECK (role IN ('operator', 'registrar', 'consultant', 'manager',
    'administrator', 'commissioner', 'interface lead')),
  site          TEXT NOT NULL REFERENCES site (code),
  clinician     INTEGER REFERENCES clinician (id),
  password_hash TEXT NOT NULL,            -- argon2id
  disabled      INTEGER NOT NULL CHECK (disabled IN (0, 1)),
  created_at    TEXT NOT NULL,
  email         TEXT NOT NULL DEFAULT '', -- where chasers reach them; empty: on the screen alone
  generation    INTEGER NOT NULL DEFAULT 0,  -- one more whenever all their sessions and screens are to end
  must_change   INTEGER NOT NULL DEFAULT 0 CHECK (must_change IN (0, 1)),  -- the password, at the next sign-in
  job           INTEGER NOT NULL DEFAULT 0 CHECK (job IN (0, 1)),          -- a job's: nobody signs in as it
  CHECK ((role IN ('registrar', 'consultant')) = (clinician IS NOT NULL))
) STRICT;

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

-- One specialty at one site, as its newest publication describes it.
CREATE TABLE desk (
  id                 TEXT NOT NULL PRIMARY KEY,
  site               TEXT NOT NULL REFERENCES site (code),
  name               TEXT NOT NULL,
  function           TEXT NOT NULL,       -- treatment function code
  timezone           TEXT NOT NULL,
  email              TEXT NOT NULL,
  reply_within_hours INTEGER NOT NULL,
  supervisor         INTEGER NOT NULL REFERENCES clinician (id)
) STRICT;

-- One accepted version of a rota, with the file's own text. It governs from effective_from until a later
-- publication's; "as published at u, who was on at t" is answered from these rows for ever.
CREATE TABLE publication (
  id             INTEGER PRIMARY KEY,
  desk           TEXT NOT NULL REFERENCES desk (id),
  published_at   TEXT NOT NULL,
  effective_from TEXT NOT NULL,
  file           TEXT NOT NULL,
  source         TEXT NOT NULL,
  sha256         TEXT NOT NULL,
  account        INTEGER NOT NULL REFERENCES account (id),
  key            TEXT NOT NULL UNIQUE,
  reason         TEXT NOT NULL DEFAULT ''  -- why it was published
) STRICT;
CREATE INDEX publication_desk ON publication (desk, id);
-- append-only: publication by id, key

-- Up to which date a publication's shifts and clinics have been written out; an endless pattern is extended.
CREATE TABLE publication_extent (
  publication INTEGER NOT NULL REFERENCES publication (id),
  until       TEXT NOT NULL,
  at          TEXT NOT NULL,
  PRIMARY KEY (publication, until)
) STRICT;
-- append-only: publication_extent by publication+until

-- The clinicians a publication lists, in its order, under the short name it uses.
CREATE TABLE publication_clinician (
  publication INTEGER NOT NULL REFERENCES publication (id),
  clinician   INTEGER NOT NULL REFERENCES clinician (id),
  slug        TEXT NOT NULL,
  name        TEXT NOT NULL,
  grade       TEXT NOT NULL,
  position    INTEGER NOT NULL,
  PRIMARY KEY (publication, clinician)
) STRICT;
CREATE INDEX publication_clinician_clinician ON publication_clinician (clinician);
-- append-only: publication_clinician by publication+clinician

-- How to reach them, in the order they are tried.
CREATE TABLE contact (
  publication INTEGER NOT NULL REFERENCES publication (id),
  clinician   INTEGER NOT NULL REFERENCES clinician (id),
  position    INTEGER NOT NULL,
  kind        TEXT NOT NULL CHECK (kind IN ('bleep', 'extension', 'phone')),
  value       TEXT NOT NULL,
  PRIMARY KEY (publication, clinician, position)
) STRICT;
-- append-only: contact by publication+clinician+position

-- A kind of shift: wall times in the desk's zone and its rung on the ladder.
CREATE TABLE duty (
  publication INTEGER NOT NULL REFERENCES publication (id),
  code        TEXT NOT NULL,
  name        TEXT NOT NULL,
  starts      TEXT NOT NULL,
  ends        TEXT NOT NULL,
  rung        INTEGER NOT NULL CHECK (rung >= 1),
  resident    INTEGER NOT NULL CHECK (resident IN (0, 1)),
  PRIMARY KEY (publication, code)
) STRICT;
-- append-only: duty by publication+code

-- One clinician, one duty, one half-open interval [starts_at, ends_at).
CREATE TABLE shift (
  id          INTEGER PRIMARY KEY,
  publication INTEGER NOT NULL REFERENCES publication (id),
  clinician   INTEGER NOT NULL REFERENCES clinician (id),
  duty        TEXT NOT NULL,
  date        TEXT NOT NULL,              -- the day it begins on in the desk's zone
  starts_at   TEXT NOT NULL,
  ends_at     TEXT NOT NULL CHECK (ends_at > starts_at),
  UNIQUE (publication, clinician, duty, date)
) STRICT;
CREATE INDEX shift_time ON shift (publication, starts_at);
-- append-only: shift by id

-- One time at which a clinician on duty cannot come to the phone, [starts_at, ends_at).
CREATE TABLE clinic (
  id          INTEGER PRIMARY KEY,
  publication INTEGER NOT NULL REFERENCES publication (id),
  clinician   INTEGER NOT NULL REFERENCES clinician (id),
  starts_at   TEXT NOT NULL,
  ends_at     TEXT NOT NULL CHECK (ends_at > starts_at),
  UNIQUE (publication, clinician, starts_at)
) STRICT;
CREATE INDEX clinic_time ON clinic (publication, starts_at);
-- append-only: clinic by id

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

-- What a department chose; the newest row of a desk and name counts. The names are those of usecases/rotas/freshness.py.
CREATE TABLE desk_setting (
  id      INTEGER PRIMARY KEY,
  desk    TEXT NOT NULL REFERENCES desk (id),
  name    TEXT NOT NULL,
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

-- What an operator wrote beside tonight's list: "swapped, ring 2044".
CREATE TABLE desk_note (
  id      INTEGER PRIMARY KEY,
  desk    TEXT NOT NULL REFERENCES desk (id),
  words   TEXT NOT NULL,
  account INTEGER NOT NULL REFERENCES account (id),
  at      TEXT NOT NULL,
  until   TEXT NOT NULL,
  key     TEXT NOT NULL UNIQUE
) STRICT;
CREATE INDEX desk_note_until ON desk_note (until);
-- append-only: desk_note by id, key

-- A GP surgery, as the NHS Organisation Data Service lists it. Closed ones stay, and leave the lists.
CREATE TABLE practice (
  code         TEXT NOT NULL PRIMARY KEY,
  name         TEXT NOT NULL,
  search_name  TEXT NOT NULL,             -- lower case, for finding on either engine
  address      TEXT NOT NULL,
  postcode     TEXT NOT NULL,
  telephone    TEXT NOT NULL,             -- as it is read out; empty when none is listed
  commissioner TEXT NOT NULL,
  status       TEXT NOT NULL CHECK (status IN ('A', 'C', 'D', 'P')),  -- active, closed, dormant, proposed
  opened       TEXT,
  closed       TEXT,
  seen_at      TEXT NOT NULL              -- when an import last named it
) STRICT;
CREATE INDEX practice_search ON practice (search_name);

-- Numbers a practice calls from, E.164; several practices may share one.
CREATE TABLE practice_phone (
  practice TEXT NOT NULL REFERENCES practice (code),
  number   TEXT NOT NULL,
  PRIMARY KEY (practice, number)
) STRICT;
CREATE INDEX practice_phone_number ON practice_phone (number);

-- One question from a caller to a desk, as it arrived.
CREATE TABLE enquiry (
  id               INTEGER PRIMARY KEY,
  site             TEXT NOT NULL REFERENCES site (code),
  desk             TEXT NOT NULL REFERENCES desk (id),
  channel          TEXT NOT NULL CHECK (channel IN ('phone', 'e-mail')),
  arrived_at       TEXT NOT NULL,
  month            TEXT GENERATED ALWAYS AS (substr(arrived_at, 1, 7)) STORED,
  account          INTEGER NOT NULL REFERENCES account (id),    -- who took it
  caller_name      TEXT NOT NULL,
  caller_role      TEXT NOT NULL,
  caller_number    TEXT NOT NULL,         -- as it is read out
  caller_e164      TEXT,                  -- when it is a telephone number
  caller_extension TEXT NOT NULL,
  practice         TEXT REFERENCES practice (code),
  from_listed      INTEGER NOT NULL CHECK (from_listed IN (0, 1)),  -- the number is one the practice lists
  urgency          TEXT NOT NULL CHECK (urgency IN ('now', 'today', 'routine')),
  patient          TEXT NOT NULL CHECK (patient IN ('given', 'not asked', 'declined', 'not known', 'general question')),
  nhs_number       TEXT,
  birth_date       TEXT,
  patient_name     TEXT,
  key              TEXT NOT NULL UNIQUE,
  CHECK ((patient = 'given') = (nhs_number IS NOT NULL OR birth_date IS NOT NULL OR patient_name IS NOT NULL))
) STRICT;
CREATE INDEX enquiry_month ON enquiry (month, desk);
CREATE INDEX enquiry_arrived ON enquiry (arrived_at);
CREATE INDEX enquiry_patient ON enquiry (nhs_number);
CREATE INDEX enquiry_practice ON enquiry (practice, id);
-- append-only: enquiry by id, key

-- Where an enquiry stands now, and who holds it.
CREATE TABLE enquiry_state (
  enquiry INTEGER NOT NULL PRIMARY KEY REFERENCES enquiry (id),
  state   TEXT NOT NULL CHECK (state IN ('in hand', 'call back', 'to answer', 'to record', 'advised', 'abandoned')),
  holder  INTEGER REFERENCES account (id),
  adviser INTEGER REFERENCES clinician (id),   -- who was connected
  due_at  TEXT,                                -- of a call-back, or of an e-mail answer
  words   TEXT NOT NULL,                       -- the operator's remark: why a call-back, why abandoned
  since   TEXT NOT NULL
) STRICT;
CREATE INDEX enquiry_open ON enquiry_state (state, due_at)
  WHERE state IN ('in hand', 'call back', 'to answer', 'to record');

-- The question of one that waits, in the caller's words; kept beside the enquiry, seen by clinicians only.
CREATE TABLE enquiry_question (
  enquiry INTEGER NOT NULL PRIMARY KEY REFERENCES enquiry (id),
  words   TEXT NOT NULL,
  account INTEGER NOT NULL REFERENCES account (id),
  at      TEXT NOT NULL,
  due_at  TEXT NOT NULL                   -- when the department must have answered
) STRICT;
-- append-only: enquiry_question by enquiry

-- That the caller is who they say: rung back on the practice's listed number.
CREATE TABLE caller_verification (
  enquiry INTEGER NOT NULL PRIMARY KEY REFERENCES enquiry (id),
  at      TEXT NOT NULL,
  account INTEGER NOT NULL REFERENCES account (id),
  practice TEXT NOT NULL REFERENCES practice (code),   -- whose listed number was rung
  how     TEXT NOT NULL
) STRICT;
-- append-only: caller_verification by enquiry

-- One try to reach one clinician on one contact.
CREATE TABLE attempt (
  id            INTEGER PRIMARY KEY,
  enquiry       INTEGER NOT NULL REFERENCES enquiry (id),
  clinician     INTEGER NOT NULL REFERENCES clinician (id),
  publication   INTEGER REFERENCES publication (id),   -- the roster entry behind it; null: not on the roster
  duty          TEXT,
  rung          INTEGER,
  contact_kind  TEXT NOT NULL,
  contact_value TEXT NOT NULL,
  started_at    TEXT NOT NULL,
  account       INTEGER NOT NULL REFERENCES account (id),
  clinic_reason TEXT,                     -- why they were called out of their clinic; null: not in clinic
  key           TEXT NOT NULL UNIQUE
) STRICT;
CREATE INDEX attempt_enquiry ON attempt (enquiry, id);
-- append-only: attempt by id, key

-- How an attempt ended.
CREATE TABLE attempt_result (
  attempt INTEGER NOT NULL PRIMARY KEY REFERENCES attempt (id),
  result  TEXT NOT NULL CHECK (result IN ('answered', 'no answer', 'engaged', 'in clinic', 'in theatre',
                                          'declined', 'wrong person', 'device failed', 'not on site')),
  at      TEXT NOT NULL,
  account INTEGER NOT NULL REFERENCES account (id)
) STRICT;
-- append-only: attempt_result by attempt

-- What the clinician recorded. Version 1 is the original; an amendment is the next version, with its reason.
CREATE TABLE advice (
  id                  INTEGER PRIMARY KEY,
  enquiry             INTEGER NOT NULL REFERENCES enquiry (id),
  version             INTEGER NOT NULL CHECK (version >= 1),
  amends_because      TEXT NOT NULL,      -- empty in version 1
  account             INTEGER NOT NULL REFERENCES account (id),
  adviser             INTEGER NOT NULL REFERENCES clinician (id),
  written_at          TEXT NOT NULL,
  late                INTEGER NOT NULL CHECK (late IN (0, 1)),
  call_ended_at       TEXT,
  patient_kind        TEXT NOT NULL,      -- as enquiry.patient, as the adviser found it
  nhs_number          TEXT,
  birth_date          TEXT,
  patient_name        TEXT,
  seen_by_caller      TEXT NOT NULL,
  seen_by_adviser     INTEGER NOT NULL CHECK (seen_by_adviser IN (0, 1)),
  relied_on           TEXT NOT NULL,      -- what the adviser could look at
  situation           TEXT NOT NULL,
  background          TEXT NOT NULL,
  assessment          TEXT NOT NULL,
  request             TEXT NOT NULL,      -- the recommendation sought
  medicines           TEXT NOT NULL,
  allergies           TEXT NOT NULL,
  advice              TEXT NOT NULL,
  doses               TEXT NOT NULL CHECK (doses IN ('none given', 'read back', 'not read back')),
  uncertainty         TEXT NOT NULL,
  would_change        TEXT NOT NULL,
  outcome             TEXT NOT NULL,
  actions             TEXT NOT NULL,      -- who does what by when; "none"
  safety_net          TEXT NOT NULL,
  review              TEXT NOT NULL,      -- a date, or "none"
  responsible         TEXT NOT NULL,      -- who keeps responsibility for the patient
  responsibility_agreed INTEGER NOT NULL CHECK (responsibility_agreed IN (0, 1)),
  supervisor          INTEGER REFERENCES clinician (id),
  discussed_with      TEXT NOT NULL,
  patient_agreed      TEXT NOT NULL,
  recording           TEXT NOT NULL,
  caller_registration TEXT NOT NULL DEFAULT '',   -- the caller's professional number, if given
  pregnancy           TEXT NOT NULL DEFAULT '',
  gestation           TEXT NOT NULL DEFAULT '',
  pregnancy_team      TEXT NOT NULL DEFAULT '',
  child_with          TEXT NOT NULL DEFAULT '',   -- who is with a child, and consents
  child_weight        TEXT NOT NULL DEFAULT '',
  safeguarding        TEXT NOT NULL DEFAULT '',
  suspected_cancer    TEXT NOT NULL DEFAULT '',
  cancer_referral     TEXT NOT NULL DEFAULT '',   -- whether the urgent referral is made; advice does not replace it
  outcome_reason      TEXT NOT NULL DEFAULT '',   -- why it was not for the line
  incident            TEXT NOT NULL DEFAULT '',   -- number of an incident or complaint
  key                 TEXT NOT NULL UNIQUE,
  UNIQUE (enquiry, version)
) STRICT;
CREATE INDEX advice_patient ON advice (nhs_number);
CREATE INDEX advice_adviser ON advice (adviser, id);
-- append-only: advice by id, key, enquiry+version

-- A consultant's review of advice about an unseen patient.
CREATE TABLE countersign (
  id      INTEGER PRIMARY KEY,
  advice  INTEGER NOT NULL UNIQUE REFERENCES advice (id),
  account INTEGER NOT NULL REFERENCES account (id),
  at      TEXT NOT NULL,
  verdict TEXT NOT NULL CHECK (verdict IN ('agreed', 'agreed with change', 'disagreed')),
  words   TEXT NOT NULL
) STRICT;
-- append-only: countersign by id, advice

-- The practice's receipt of the advice.
CREATE TABLE acknowledgement (
  id       INTEGER PRIMARY KEY,
  advice   INTEGER NOT NULL UNIQUE REFERENCES advice (id),
  practice TEXT NOT NULL REFERENCES practice (code),
  at       TEXT NOT NULL,
  how      TEXT NOT NULL
) STRICT;
-- append-only: acknowledgement by id, advice

-- Something that must not be forgotten. A cause (an attempt, a version of advice) raises a kind of flag once.
CREATE TABLE flag (
  id        INTEGER PRIMARY KEY,
  enquiry   INTEGER NOT NULL REFERENCES enquiry (id),
  kind      TEXT NOT NULL,
  cause     TEXT NOT NULL,
  raised_at TEXT NOT NULL,
  desk      TEXT NOT NULL REFERENCES desk (id),
  owner     TEXT NOT NULL CHECK (owner IN ('operator', 'adviser', 'supervisor', 'desk', 'manager')),
  clinician INTEGER REFERENCES clinician (id),   -- the owner, when it is one clinician
  UNIQUE (enquiry, kind, cause)
) STRICT;
CREATE INDEX flag_desk ON flag (desk, raised_at);
-- append-only: flag by id, enquiry+kind+cause

-- How a flag was settled.
CREATE TABLE flag_settlement (
  flag    INTEGER NOT NULL PRIMARY KEY REFERENCES flag (id),
  at      TEXT NOT NULL,
  account INTEGER NOT NULL REFERENCES account (id),
  how     TEXT NOT NULL
) STRICT;
-- append-only: flag_settlement by flag

-- What somebody has typed and not yet sent: kept at every field, gone when it is sent.
CREATE TABLE draft (
  account INTEGER NOT NULL REFERENCES account (id),
  form    TEXT NOT NULL,
  subject TEXT NOT NULL,
  fields  TEXT NOT NULL,                  -- JSON
  at      TEXT NOT NULL,
  PRIMARY KEY (account, form, subject)
) STRICT;

-- The price of advice for a commissioner in a period.
CREATE TABLE tariff (
  id              INTEGER PRIMARY KEY,
  desk            TEXT NOT NULL REFERENCES desk (id),
  commissioner    TEXT NOT NULL,
  channel         TEXT NOT NULL CHECK (channel IN ('phone', 'e-mail')),
  pence           INTEGER NOT NULL CHECK (pence >= 0),
  effective_from  TEXT NOT NULL,
  effective_until TEXT,
  account         INTEGER NOT NULL REFERENCES account (id),
  key             TEXT NOT NULL UNIQUE
) STRICT;
-- append-only: tariff by id, key

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

-- Advice by when an enquiry's was first recorded, and what was given up by when, for the month they are charged in.
CREATE INDEX advice_first ON advice (written_at) WHERE version = 1;
CREATE INDEX enquiry_state_given_up ON enquiry_state (since) WHERE state = 'abandoned';

-- What is charged to a commissioner for a month, as it was drafted; its lines never change.
CREATE TABLE statement (
  id           INTEGER PRIMARY KEY,
  site         TEXT NOT NULL REFERENCES site (code),
  commissioner TEXT NOT NULL,
  month        TEXT NOT NULL,
  pence        INTEGER NOT NULL,
  made_at      TEXT NOT NULL,
  account      INTEGER NOT NULL REFERENCES account (id),
  key          TEXT NOT NULL UNIQUE,
  closed       INTEGER NOT NULL DEFAULT 0 -- enquiries that the statement accounts for
) STRICT;
-- append-only: statement by id, key
CREATE INDEX statement_month ON statement (site, commissioner, month);

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
  key     TEXT NOT NULL UNIQUE,
  afterwards TEXT NOT NULL DEFAULT ''     -- what became of the patient; empty: nobody said
    CHECK (afterwards IN ('', 'managed without', 'referred after all', 'admitted after all'))
) STRICT;
CREATE INDEX feedback_enquiry ON feedback (enquiry, id);
-- append-only: feedback by id, key

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

-- The addresses a practice writes from and is written to; the newest row of an address counts, and the newest
-- row of a practice with letters = 1 is where its letters go.
CREATE TABLE practice_address (
  id       INTEGER PRIMARY KEY,
  address  TEXT NOT NULL,                 -- lower case
  practice TEXT REFERENCES practice (code),   -- null: this address is no practice's any more
  at       TEXT NOT NULL,
  account  INTEGER NOT NULL REFERENCES account (id),
  key      TEXT NOT NULL UNIQUE,
  letters  INTEGER NOT NULL DEFAULT 1 CHECK (letters IN (0, 1))   -- 0: it only writes from there
) STRICT;
CREATE INDEX practice_address_address ON practice_address (address, id);
CREATE INDEX practice_address_practice ON practice_address (practice, id);
-- append-only: practice_address by id, key

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
  kind       TEXT NOT NULL CHECK (kind IN ('answer', 'confirmation', 'chaser', 'report')),
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

-- Where the trail's head is left outside the store, and how that goes; what proves something stands there, not here.
CREATE TABLE head_place (
  site  TEXT NOT NULL REFERENCES site (code),
  place TEXT NOT NULL,                    -- a folder, or a mail address
  seq   INTEGER NOT NULL,                 -- the newest head that was left there
  at    TEXT NOT NULL,                    -- when; before the first, since when the settings name the place
  error TEXT NOT NULL,                    -- why the last try failed; empty: it did not
  PRIMARY KEY (site, place)
) STRICT;

-- The words of every version of advice, to be searched; one table, each engine's own way.
-- only sqlite
CREATE VIRTUAL TABLE advice_words USING fts5 (desk, words, content = '', tokenize = 'unicode61 remove_diacritics 2');
-- only postgres
CREATE TABLE advice_words (advice BIGINT NOT NULL PRIMARY KEY REFERENCES advice (id), words TSVECTOR NOT NULL);
CREATE INDEX advice_words_words ON advice_words USING gin (words);
-- both

-- What a day's enquiries come to, by desk and the site's day, so that an audit of a year need not read each of them. A
-- copy that may be taken away and counted anew: what changes an enquiry takes its day away in the same transaction.
CREATE TABLE day_total (
  desk   TEXT NOT NULL REFERENCES desk (id),
  day    TEXT NOT NULL,
  made   TEXT NOT NULL,                   -- the form of the text, the zone and the calendar that it was counted by
  totals TEXT NOT NULL,                   -- JSON: what every audit wants
  apart  TEXT NOT NULL,                   -- JSON: by practice, role and hour, and the times between steps
  PRIMARY KEY (desk, day)
) STRICT;
-- counted: enquiry by id
-- counted: enquiry_state by enquiry and changes
-- counted: enquiry_question by enquiry
-- counted: caller_verification by enquiry
-- counted: attempt by enquiry
-- counted: attempt_result by attempt
-- counted: advice by enquiry
-- counted: countersign by advice
-- counted: acknowledgement by advice
-- counted: flag by enquiry
-- counted: flag_settlement by flag
-- counted: interface_note by enquiry
-- counted: feedback by enquiry
-- counted: referral_note by enquiry
