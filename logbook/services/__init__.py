"""What people do, one module per piece of work."""
