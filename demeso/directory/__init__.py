"""Directory: who can help now, where, and why that place first."""
