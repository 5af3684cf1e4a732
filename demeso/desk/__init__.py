"""Desk: server-rendered pages over coded data; no cryptography."""
