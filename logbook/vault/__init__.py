"""Keys, sign-in and sealing, on the cryptography package."""
