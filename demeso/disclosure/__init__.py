"""Disclosure: pure rules that keep small numbers safe."""
