"""The command line: one module per command group. It parses, calls a use-case and prints."""
