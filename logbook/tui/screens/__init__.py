"""One screen a module, its stylesheet beside it under the same name.

What screens are made from: `place` is every screen, `following` one that follows what is saved,
`kept` one on which somebody writes; `ask` has one question, `asked` several, `steps` a few lines
in a row, `listing` all answers and a button; `entries` is a list of them; `sure` asks before what
cannot be undone.

Coming in: `set_up`, `sign_in`, `choose`, `accepting`; `cover` hides everything, `help` explains.

Recording: `kinds`, `way`, `question`, `stop`, `form` for all on one page, `beside`, `check`,
`sent`; `colleague` for somebody else; `share` and `policy` to read before.

What is mine: `home`, `since`, `entry_of_mine`, `amend`, `answering`.

Managing: `triage`, `entry` with what is done to it in `moves/`, `opening` which of the two an
entry opens on; `review`, `actions`, `same_contact`, `supervision/`; people and settings in
`people/`.

Finding: `find` with `filters/`, `chronology`, `figures`, `behind` a number.

What leaves: `exports` with `export_form` and `pack_form`, both made from `writing`; `redact` for
an access request.
"""
