"""Everything that imports textual: the app, its keys, screens and widgets."""
