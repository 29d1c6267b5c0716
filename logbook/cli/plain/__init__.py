"""Recording line by line: for screen readers, terminals without a cursor, and scripts."""
