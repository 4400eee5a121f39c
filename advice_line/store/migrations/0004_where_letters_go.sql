-- An address that was only learnt from a mail is not where the practice's letters about other patients go.

ALTER TABLE practice_address ADD COLUMN letters INTEGER NOT NULL DEFAULT 1 CHECK (letters IN (0, 1));
