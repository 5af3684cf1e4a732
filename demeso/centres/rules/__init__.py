"""What a centre decides, one file a matter; values in, values out."""
