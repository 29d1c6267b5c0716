"""What people do, one module per piece of work.

At work: `desk` is somebody signed in; `signing_in`, `door`, `accounts`, `accepting`,
`setting_up`.

A worker: `recording` with `drafts`, `offering`, `quick`, `raising`, `colleague` and `last`;
`amending` and `rescuing` afterwards; `home` for what came back, `since` for what is new.

A manager: `queue`, `reading` and `triage`; `review` on `worksheets`; `actions`, `supervision`,
`patterns`, `contacts`, `figures`; `climbing` and `watching` for what time and others did.

Safeguarding leads: `sealing`, `giving`, `other_part`. The paper in the safe: `recovery_key`.

Finding: `finding`, `filtering`, `chronology`.

What leaves: `notes`, `packs`, `paper`, `person_record`, all of it through `exporting/`;
`reminding` by mail, with `posting`. What comes in: `importing/`.

The service and the record: `people`, `absence`, `settings`; `keeping`, `retention`, `erasing`,
`checkup`.

To try it and to measure it: `demo`, `samples`, `synthetic`.
"""
