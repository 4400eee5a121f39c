"""Pictures of figures on a page and in a spreadsheet, each beside the table of its values."""
