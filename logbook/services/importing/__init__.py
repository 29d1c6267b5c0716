"""Old records and lists from elsewhere, brought in whole or not at all."""
