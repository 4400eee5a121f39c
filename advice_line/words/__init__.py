"""PURE. How days, instants, stretches, gaps, changes and who answers are said: in one way, or in ways with names."""
