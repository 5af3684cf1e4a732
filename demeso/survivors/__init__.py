"""Survivors: the person, by code; her identity stays sealed."""
