"""Agencies: organisations that work here, their workers, roles and devices."""
