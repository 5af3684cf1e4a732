"""Casework: the case, its needs, plan lines and outcomes; safety; incident."""
