"""Decide who may act, one file a matter."""
