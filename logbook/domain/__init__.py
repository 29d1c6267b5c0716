"""What the logbook is about: pure and frozen values, no I/O, no framework."""
