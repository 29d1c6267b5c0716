"""The composition root and the commands, one module per group."""
