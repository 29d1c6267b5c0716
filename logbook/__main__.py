"""The door: bare `logbook [--in DIR]` opens the screen, everything else is a command."""
