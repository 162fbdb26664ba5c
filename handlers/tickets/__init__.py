"""A ticket from its request to its closing, and what is written in it."""
