"""Referrals: handing on, and what came of it."""
