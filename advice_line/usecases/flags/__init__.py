"""What stands open until somebody settles it, on an enquiry or on the whole site."""
