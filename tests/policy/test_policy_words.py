"""What the policy's content says: its clauses, its words, how they read, and its lasting keys."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from wordings import described, reading_age, said_by, syllables

from logbook.domain.answers import UNKNOWN, Choice
from logbook.domain.conditions import ALWAYS
from logbook.domain.kinds import Advise, Kind, Outcome
from logbook.domain.questions import (
    LongText,
    MomentOf,
    OneOf,
    Option,
    Question,
    SeveralOf,
    Stop,
    WhichStaff,
    Who,
    YesNo,
)
from logbook.domain.refusals import NotFound
from logbook.policy import lists
from logbook.policy.clauses import CLAUSES, DISCLAIMER, VERSION
from logbook.policy.kinds import KINDS, kind_of

SECTIONS = {
    "Introduction",
    "Scope",
    "Using personal social media",
    "Supporting service users with their social media accounts",
    "Company social media posts",
}
"""The titles of the policy's own sections."""

BLAME = re.compile(
    r"\b(blam\w*|fault\w*|guilt\w*|careless\w*|negligen\w*|fail(ed|ure|s)?|misconduct|breach\w*"
    r"|violat\w*|punish\w*|disciplin\w*|culprit|offender|perpetrator|confess\w*|admit(s|ted)?"
    r"|accus\w*|should have|shouldn['’]t have|ought to have|stupid|lazy|incompeten\w*|your mistake"
    r"|disobey\w*|non-complian\w*|wrongdoing|unprofessional|neglected)\b",
    re.IGNORECASE,
)
NEVER_SAID = re.compile(r"\b(please|invalid|forbidden|illegal|mandatory|error)\b", re.IGNORECASE)

QUESTIONS = [(kind, question) for kind in KINDS for question in kind.questions]
EVERY_QUESTION = pytest.mark.parametrize(
    "question",
    [question for _kind, question in QUESTIONS],
    ids=[f"{kind.key}.{question.key}" for kind, question in QUESTIONS],
)
EVERY_KIND = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)


# clauses


@pytest.mark.parametrize("clause", CLAUSES, ids=lambda clause: clause.key)
def test_every_clause_names_a_section_of_the_policy_and_its_version(clause: object) -> None:
    assert clause.title in SECTIONS  # type: ignore[attr-defined]
    assert clause.version == VERSION  # type: ignore[attr-defined]


def test_clause_keys_are_unique() -> None:
    assert len({clause.key for clause in CLAUSES}) == len(CLAUSES)


@EVERY_KIND
def test_a_kind_shows_only_clauses_of_the_policy(kind: Kind) -> None:
    shown = {question.clause for question in kind.questions} - {None}
    shown |= {getattr(rule, "clause", None) for rule in kind.all_rules} - {None}
    assert shown <= set(CLAUSES)


def test_the_disclaimer_stands_word_for_word_with_a_slot_for_the_service() -> None:
    assert DISCLAIMER.format(service="Birch Lane Support") == (
        "The views expressed on this site are my own and don't necessarily represent "
        "Birch Lane Support's positions, policies or opinions"
    )


# words


@EVERY_KIND
def test_nothing_that_is_shown_blames_anybody(kind: Kind) -> None:
    found = {where: words for where, words in said_by(kind) if BLAME.search(words)}
    assert not found


@EVERY_KIND
def test_nothing_begs_or_scolds(kind: Kind) -> None:
    found = {where: words for where, words in said_by(kind) if NEVER_SAID.search(words)}
    assert not found


def test_outcomes_and_clauses_blame_nobody() -> None:
    words = [f"{each.label} {each.hint}" for each in lists.OUTCOMES]
    words += [clause.text for clause in CLAUSES]
    for each in words:
        assert not BLAME.search(each)
        assert not NEVER_SAID.search(each)


@EVERY_QUESTION
def test_every_prompt_can_be_read_at_eleven(question: Question) -> None:
    assert reading_age(question.words) <= 11
    assert reading_age(f"{question.words} {question.hint}") <= 11


@EVERY_KIND
def test_every_piece_of_advice_can_be_read_at_eleven(kind: Kind) -> None:
    for rule in kind.all_rules:
        if isinstance(rule, Advise | Outcome) and rule.words:
            assert reading_age(rule.words) <= 11, rule.words


@EVERY_KIND
def test_a_menu_line_is_short_and_its_own(kind: Kind) -> None:
    assert 0 < len(kind.menu) <= 68
    assert [other.menu for other in KINDS].count(kind.menu) == 1
    assert [other.title for other in KINDS].count(kind.title) == 1
    assert len(kind.title) <= 24


def test_kinds_stand_in_the_order_of_the_menu() -> None:
    assert [kind.key for kind in KINDS] == [
        "help-request",
        "tracing",
        "safety-concern",
        "follow-request",
        "identifying-material",
        "post-comment",
        "staff-conduct",
        "good-news",
    ]


@EVERY_QUESTION
def test_every_refusal_can_be_read_at_eleven(question: Question) -> None:
    if question.missing:
        assert reading_age(question.missing) <= 11


def test_every_clause_can_be_read_at_fourteen() -> None:
    for clause in CLAUSES:
        assert reading_age(clause.text) <= 14, clause.key


@pytest.mark.parametrize(
    ("word", "count"),
    [
        *(("any", 2), ("who", 1), ("relative", 3), ("safety", 2), ("worried", 2), ("asked", 1)),
        *(("happened", 2), ("table", 2), ("online", 2), ("someone's", 2), ("capacity", 4)),
    ],
)
def test_syllables_are_counted_as_they_are_spoken(word: str, count: int) -> None:
    assert syllables(word) == count


@EVERY_QUESTION
def test_a_prompt_fits_a_column_and_a_short_name_a_label(question: Question) -> None:
    assert len(question.words) <= 72
    assert len(question.label) <= 24
    assert len(question.hint) <= 2 * 72


@EVERY_QUESTION
def test_what_is_said_when_nothing_was_answered_is_the_questions_own(
    question: Question,
) -> None:
    """In its own words: one sentence, an instruction, and not the same for everything."""
    if isinstance(question, Stop) or not question.missing:
        assert isinstance(question, Stop) or question.optional is ALWAYS
        return
    assert question.missing.split()[0] in {"Choose", "Enter", "Write"}
    assert question.missing.endswith(".")
    if not isinstance(question, YesNo):
        own = _stems(f"{question.words} {question.short} {question.hint}")
        own |= {stem for each in getattr(question, "options", ()) for stem in _stems(each.label)}
        assert _stems(question.missing) & own


def _stems(words: str) -> set[str]:
    return {word[:4] for word in re.findall("[a-z]+", words.casefold()) if len(word) > 2}


# keys


PINNED = Path(__file__).with_name("keys.txt")


def test_no_key_that_entries_hold_is_ever_removed() -> None:
    """Keys are permanent: entries of ten years hold them. A new one is added to keys.txt."""
    now = {line.split()[0]: set(line.split()[1:]) for line in _all_described()}
    for line in PINNED.read_text().splitlines():
        key, *rest = line.split()
        assert key in now, f"{key} is stored in entries: disable it, never remove it"
        missing = {each.rstrip("+") for each in rest} - {each.rstrip("+") for each in now[key]}
        assert not missing, f"{key} no longer offers {missing}: disable them, never remove them"


def test_every_key_is_pinned_so_that_removing_it_later_fails() -> None:
    assert sorted(_all_described()) == sorted(PINNED.read_text().splitlines())


def _all_described() -> list[str]:
    lists_ = [
        f"outcomes Option {' '.join(option.key for option in lists.OUTCOMES)}",
        f"clauses Clause {' '.join(clause.key for clause in CLAUSES)}",
    ]
    return [described(kind, question) for kind, question in QUESTIONS] + lists_


def test_kind_keys_are_unique_and_found() -> None:
    assert len({kind.key for kind in KINDS}) == len(KINDS)
    for kind in KINDS:
        assert kind_of(kind.key) is kind
    with pytest.raises(NotFound, match="does not know the kind"):
        kind_of("from-the-future")


@EVERY_QUESTION
def test_a_key_is_small_letters_and_hyphens(question: Question) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", question.key)
    for option in getattr(question, "options", ()):
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", option.key)
        assert ":" not in option.key


@EVERY_KIND
def test_every_kind_asks_whether_staff_are_part_of_it(kind: Kind) -> None:
    assert type(kind.question("staff")) is WhichStaff


def test_the_special_keys_mean_what_they_say() -> None:
    meant = {
        "person": Who,
        "happened": MomentOf,
        "noticed": MomentOf,
        "late": LongText,
        "staff": WhichStaff,
    }
    for _kind, question in QUESTIONS:
        assert type(question) is meant.get(question.key, type(question))
    assert meant.keys() <= {question.key for _kind, question in QUESTIONS}


# options


@EVERY_QUESTION
def test_not_knowing_is_always_an_answer(question: Question) -> None:
    assert question.may_be_unsaid or isinstance(question, Stop)
    if isinstance(question, YesNo):
        assert "unsure" in {option.key for option in question.offered}


@EVERY_QUESTION
def test_none_and_not_known_stand_alone(question: Question) -> None:
    if isinstance(question, SeveralOf):
        alone = {option.key for option in question.options if option.alone}
        assert alone >= {UNKNOWN, "none"} & {option.key for option in question.options}


@EVERY_QUESTION
def test_labels_are_unique_and_not_confused_with_numbers_or_keys(
    question: Question,
) -> None:
    options = getattr(question, "options", ()) or getattr(question, "roles", ())
    labels = [option.label.casefold() for option in options]
    assert len(set(labels)) == len(labels)
    for option in options:
        others = {each.key for each in options} - {option.key}
        assert option.label.casefold() not in others
        assert not option.label.isdigit()


@EVERY_QUESTION
def test_a_disabled_option_is_not_offered_but_still_worded(question: Question) -> None:
    if not isinstance(question, OneOf) or len(question.options) < 3:
        return
    first: Option = question.options[0]
    disabled = replace(question, options=(replace(first, enabled=False), *question.options[1:]))
    assert first.key not in {option.key for option in disabled.offered}
    stored = {"option": first.key, "detail": ""}
    shown = disabled.wording(
        disabled.from_plain([stored] if isinstance(question, SeveralOf) else stored)
    )
    assert shown == first.label
    assert disabled.still_offers(Choice(first.key))
