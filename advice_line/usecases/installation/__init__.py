"""The program where it stands: whether it is well, and whether its store is a demonstration."""
