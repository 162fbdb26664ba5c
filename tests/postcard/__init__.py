"""A channel for tests: postcards. Ids are text, nothing is formatted, a card that was posted is out of hand.

It is a channel like any other, and knows only `bot.channels` and what lies below: were anything else to be changed for
it, the seam would not be one.
"""
