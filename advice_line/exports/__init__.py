"""What leaves the house: audits and who-answers lists, as rows and as files."""
