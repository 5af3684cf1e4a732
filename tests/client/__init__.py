"""Tests of the reference client, and of the vectors that it writes."""
