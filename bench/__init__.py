"""Measure: speed, memory, bytes. `make bench` writes docs/benchmarks.md."""
