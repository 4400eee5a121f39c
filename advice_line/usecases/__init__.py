"""USE-CASES: one function for each thing a person does. Permission, rules, one transaction, the trail."""
