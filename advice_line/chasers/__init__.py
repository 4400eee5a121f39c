"""The ticking: APScheduler in memory calls use-cases; what is due stands in the store."""
