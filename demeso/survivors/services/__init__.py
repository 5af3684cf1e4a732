"""What may be done about a person: her record, her own access, a call to make."""
