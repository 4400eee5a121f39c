"""What advice costs: contracts, prices, what counts, statements. Pure, and in integer pence."""
