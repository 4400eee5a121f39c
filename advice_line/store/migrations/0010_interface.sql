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
