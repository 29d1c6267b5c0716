"""Keys, sign-in and sealing, on the cryptography package.

The key file: `keyfile`, of which `doorplates` reads as much as the first frame needs; `disk`
writes it whole.

What people have and type: `passphrases`, `recovery`, and `paper` for what is copied from paper;
`slots` opens somebody's keys with them.

What keys do: `keys` are those of whoever is signed in; `sealing` is for named readers, `signing`
checks who wrote a line of the log, `rotation` changes the data key.
"""
