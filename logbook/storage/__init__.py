"""The only SQL: engine, tables, log, views, search and backup.

The file: `store` is one open logbook, `folders` says where it can be kept, `keyed` which key
opens it, and `watch` that somebody saved; `tables` has the rows, `upgrades` their changes
(`revisions/`); `faults` says every fault in a sentence.

The engine: `sqlite`, `statements` and `full_text` have all that only this one understands.

Writing: `log` appends; `views` keeps what `view_rows`, `facets` and `words` make of an entry;
`stale` says which to make again; `marked` knows contacts again.

Reading: `queue`, `lists`, `filtered`, `search` (`beginnings` of words), `chronology`, `moved`,
`agreed`, `retention`, and `exported` for many at once.

The whole: `verify`, `backup`; `board` for reminders; `beside/` for the few things that are not
log.
"""
