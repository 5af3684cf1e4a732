"""Figures: every published count is declared here."""
