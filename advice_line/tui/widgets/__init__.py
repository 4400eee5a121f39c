"""What every place is built from: rows, choices, the key bar, the cover for small windows."""
