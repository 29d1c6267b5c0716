"""F4: staff, service users, houses and who is on call.

Looking: `people` has the lists and `card` one of them, drawn by `card_view`; `roster` gathers all
of it at one instant; what is said of each is in `cards`, `settings_cards` and `past_cards`.

Doing: `numbered` is a page of numbers, `doing` what they do, `form` what every change has in
common; the changes are in `staff_forms`, `other_forms`, `settings_forms` and `past_forms`; `code`
shows a code once.
"""
