"""Side-by-side measurements, printed as ratios of one run. Never part of the tests."""
