"""Directory: who can help."""
