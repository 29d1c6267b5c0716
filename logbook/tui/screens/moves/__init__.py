"""One small screen for each thing that is done with an entry.

What they share: `acting` has the keys of every screen on which something can be done, `move` is
one that needs words, `elsewhere` says that somebody else was first.

What is done: `words` for one text, `talk`, `level`, `hold`, `hand_over`, `between` managers,
`about` whom it is, `give` for a sealed one; `leaving` is for what is no longer theirs to read.

To look at: `earlier` entries.
"""
