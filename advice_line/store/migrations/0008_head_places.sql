-- Where the trail's head is left outside the store, and how that goes.
CREATE TABLE head_place (
  site  TEXT NOT NULL REFERENCES site (code),
  place TEXT NOT NULL,
  seq   INTEGER NOT NULL,
  at    TEXT NOT NULL,
  error TEXT NOT NULL,
  PRIMARY KEY (site, place)
) STRICT;
