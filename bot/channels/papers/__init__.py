"""Papers that companies are sent: made of rows when they go out, in a thread, and never stored."""
