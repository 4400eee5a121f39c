-- What became of the patient afterwards, as the practice said.
ALTER TABLE feedback ADD COLUMN afterwards TEXT NOT NULL DEFAULT ''
  CHECK (afterwards IN ('', 'managed without', 'referred after all', 'admitted after all'));

-- A referral note counts in its enquiry's day.
-- counted: referral_note by enquiry
