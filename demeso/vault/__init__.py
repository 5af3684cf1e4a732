"""Vault: sealed compartments, keys and grants; knows owners as opaque ids."""
