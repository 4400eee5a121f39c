"""What tells somebody that something waits: chasers, worklists, accountability."""
