"""What leaves the program as a file: written safely, on record, and remembered until it is gone."""
