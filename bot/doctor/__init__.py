"""The doctor: what is right with a desk, what is wrong, and what to do about it. It changes nothing.

A check is a function from the subject to findings, in the file of its matter; `examination` makes them all at once.
"""
