"""How operators write: language, links, canned answers."""
