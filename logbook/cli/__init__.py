"""The composition root and the commands, one module per group.

A command on its way: `main` takes the words, `contents` knows every command's name and what it
is for, `program` brings its module; `door` turns whatever goes wrong into a sentence.

What commands share: `options` and `filters`; `folders`, where the logbook is; `somebody`, who
is there, with `asking` and `echo`; `saying` and `progress`, what is printed; `leaving`, how a
file is written.

Recording: `record`, line by line in `plain/`.

The record: `search`, `figures`, `keeping`; what leaves is in `export`, `notes`, `pack`, `paper`
and `person`, what comes in is in `importing`.

The service: `init`, `account`, `people` and `supported`, `settings`, `entrust`,
`recovery_key`, `remind`, `doctor`; `demo` to try it.

The manual's page of commands is made by `reference`.
"""
