"""Kernel: the words every room speaks: actor, act, permit, form, refusal, clock.

Pure Python: no Django, no database, and only `clock` reads the time.
"""
