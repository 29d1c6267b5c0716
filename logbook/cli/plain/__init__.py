"""Recording line by line: for screen readers, terminals without a cursor, and scripts.

From the start: `session`, `menu`, `colleague`; `recorder` takes one draft to its end, and
`writing` keeps it.

Asking: `asking` one question, by `answers` and `telling`, through `prompts`; then `listing` and
`level`.

What is printed: `pages` say it, `lines` and `signs` bring it out.
"""
