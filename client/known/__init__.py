"""The known answers, one module per format; client/vectors.py writes them."""
