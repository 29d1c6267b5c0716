"""One small screen for each thing that is done with an entry."""
