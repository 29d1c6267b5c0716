"""What the logbook is about: pure and frozen values, no I/O, no framework.

What is asked: `kinds`, `questions/`, `conditions`, `journey`, `answers`; lists of a service's
own in `own_options` and `offering`; dates and times as people write them in `dates`, `days`,
`moments`, and how they are shown in `showing`; all text from people in `text`, our own signs in
`signs`.

What happened: `events` are lines of the log; `entries` what was sent, from whom in `source`;
`folding/` makes of them a `standing` and the `directory`; `wording` says it in sentences.

Who, whose and when: `people` and `houses`; `rights`, `seats` and `course`; `levels`, `clocks`,
`spans` and the working days of `calendar`; `reminders`.

What may be done: moves in `triage`, why not in `why_not`; between managers in `managing` and
`actions`; `supervision`; `erasing` and `erasing_by_two`; accounts in `staffing`, service users
in `supported`, settings in `settings` and `configuring`. A refusal is one of `refusals`.

What many entries say: `searching`, `filters`, `chronology`, `patterns`, `figures`.
"""
