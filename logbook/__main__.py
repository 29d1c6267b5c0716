"""The door: bare `logbook [--in DIR]` goes straight to the screen, everything else to the commands."""
