"""Consent: what she allows, to whom, for what, until when. Makes permits."""
