-- Every trail row vouches for the records its act wrote. What was there before is sealed when the store is opened.

ALTER TABLE trail ADD COLUMN records TEXT NOT NULL DEFAULT '';
ALTER TABLE trail ADD COLUMN digest TEXT NOT NULL DEFAULT '';

CREATE TABLE trail_secret (
  site   TEXT NOT NULL PRIMARY KEY REFERENCES site (code),
  secret TEXT NOT NULL
) STRICT;

-- PostgreSQL notes their new rows by triggers; a SQLite connection brings its own.
-- collected: publication by id
-- collected: publication_extent by publication+until
-- collected: publication_clinician by publication+clinician
-- collected: contact by publication+clinician+position
-- collected: duty by publication+code
-- collected: shift by id
-- collected: clinic by id
-- collected: rota_confirmation by id
-- collected: desk_setting by id
-- collected: locum by id
-- collected: rota_change by id
-- collected: swap_leg by change+position
-- collected: rota_change_step by id
-- collected: desk_note by id
-- collected: enquiry by id
-- collected: enquiry_question by enquiry
-- collected: caller_verification by enquiry
-- collected: attempt by id
-- collected: attempt_result by attempt
-- collected: advice by id
-- collected: countersign by id
-- collected: acknowledgement by id
-- collected: flag by id
-- collected: flag_settlement by flag
-- collected: tariff by id
-- collected: statement by id
-- collected: site_flag by id
-- collected: site_flag_settlement by flag
-- collected: interface_note by id
-- collected: feedback by id
-- collected: practice_address by id
-- collected: mail by id
-- collected: mail_place by mailbox+uid_validity+uid
-- collected: mail_enquiry by mail
-- collected: mail_attachment by mail+position
-- collected: outbox by id
-- collected: notice by id
-- collected: backup by id
