"""Tables of words that rules look for. A word group a line."""
