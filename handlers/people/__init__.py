"""Who somebody is, and what they are entitled to."""
