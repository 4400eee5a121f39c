"""Who may use the line, and what each desk and practice is: accounts, sessions, tokens, settings of a desk."""
