"""What is sold and what was paid (2.1, 5)."""
