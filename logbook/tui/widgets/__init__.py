"""What screens are made of: data comes in by constructor, news goes out as messages.

Answers: `answering` is what all of them have in common, `asking` knows which widget asks which
question; `answer_line`, `choices`, `story`, `moment_line`, `person_picker`, `name_picker`,
`telling`, and `stop_gate` for a stop page; `form_question` is one of them on a form.

Lists: `virtual_list` of any length, with `pages` and `window`; `line_pages`, `own_entries` and
`own_entry` fill it; the shorter ones are `answer_rows`, `home_rows` and `sheet_rows`.

An entry to read: `entry_detail`, which says what `entry_words` has.

Around them: `frame`, `notice`, `practice`, the button `act`, and `bars` for numbers.
"""
