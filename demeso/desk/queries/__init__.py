"""What the desk composes from the rooms below."""
