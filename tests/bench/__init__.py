"""`python -m tests.bench`: how fast the desk relays, against a bare aiogram bot in the same run.

Every bot is a process of its own and talks to a Bot API stand-in in another one. See docs/benchmarks.md.
"""
