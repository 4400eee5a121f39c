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
