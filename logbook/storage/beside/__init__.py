"""The few things that are kept and are not log: drafts, back-off, marks, witnesses."""
