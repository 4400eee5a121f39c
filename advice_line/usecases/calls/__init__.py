"""A GP rings: the call is taken, somebody is tried, and it ends."""
