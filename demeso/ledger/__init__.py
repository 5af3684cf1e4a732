"""Ledger: acts, registers, what was done and read, as a Merkle tree."""
