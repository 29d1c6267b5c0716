"""What screens are made of: data comes in by constructor, news goes out as messages."""
