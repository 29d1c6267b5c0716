"""The policy as content: clauses, levels, lists and the kinds of entry."""
