"""Centres: a One-Stop Centre's day: who is there, what is left, who came.

Nothing here names whoever comes. What a place can give now is told to the directory.
"""
