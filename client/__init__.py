"""Reference client: derives, seals, signs and posts what a worker's device does.

The demo, the journeys, the bench and the vectors use it; the product never does.
"""
