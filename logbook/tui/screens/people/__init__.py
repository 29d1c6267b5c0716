"""F4: staff, service users, houses and who is on call."""
