"""Everything that imports textual: the app, its keys, screens and widgets.

From the start: `start`, `parent`, `show` and `process`; `app` is who is here and which screen
they see; `session` reaches services, `rooms` has the screens that need them, `places` says
where one can be.

What all screens use: `keys`, `text` (the only door for words from people), `themes`, `styles`,
`matching`, `readers`, `idle`, `faults`; one draft is in `recording`, one review in `reviewing`.

The terminal: `display`, `ascii_filter`, `line_filter`, `thin_line`.

One screen each in `screens/`; what they are made of in `widgets/`.
"""
