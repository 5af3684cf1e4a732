"""Interchange: the directory in and out, as others write it, and its dated editions."""
