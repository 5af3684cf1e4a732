"""Field: the exchange with devices; owns only scope and cursor."""
