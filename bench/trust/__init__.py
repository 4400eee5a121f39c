"""What a crash, a power cut and a failing disk do to the records: counted, from a seed that reproduces them."""
