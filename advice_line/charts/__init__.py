"""What pictures of figures show, as values. Screen, page and spreadsheet draw them from these alone."""
