"""Pure rules about people: their numbers, their telephones, and what each may do."""
