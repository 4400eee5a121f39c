"""What the named statements give, by noun: one value for each set of columns, its fields as they are ordered."""
