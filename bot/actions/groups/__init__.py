"""Operator groups and what is routed to them."""
