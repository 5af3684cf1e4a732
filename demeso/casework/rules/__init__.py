"""Decide in casework, one file a matter."""
