"""The only SQL: engine, tables, log, views, search and backup."""
