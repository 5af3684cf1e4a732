"""Demeso: record help with consent, hand on, follow until it is received."""
