"""Packs: what a supervision, a person or a court is handed, in each format that they may need."""
