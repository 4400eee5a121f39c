"""Reports that somebody is given: what stands in them, what is promised in them, who is mailed which."""
