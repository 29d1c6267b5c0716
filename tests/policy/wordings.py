"""Everything that a kind of entry says to people, and how hard it is to read."""

import re
from collections.abc import Iterator

from logbook.domain.kinds import Advise, Kind, Outcome, Suggest
from logbook.domain.questions import OneOf, Question, Stop, Told

SYLLABLES = {
    "any": 2,
    "safety": 2,
    "something": 2,
    "sometimes": 2,
    "somewhere": 2,
    "whose": 1,
    "does": 1,
}
"""Words that the rule below counts wrongly."""


def said_by(kind: Kind) -> Iterator[tuple[str, str]]:
    """Every sentence or label shown, each with where it stands."""
    yield f"{kind.key} title", kind.title
    yield f"{kind.key} menu", kind.menu
    yield f"{kind.key} send", kind.send
    for question in kind.questions:
        for part, words in said_by_question(question):
            yield f"{kind.key}.{question.key} {part}", words
    for rule in kind.all_rules:
        match rule:
            case Advise(words=words):
                yield f"{kind.key} advice", words
            case Outcome(words=words):
                yield f"{kind.key} outcome", words
            case Suggest(because=because):
                yield f"{kind.key} reason", because


def described(kind: Kind, question: Question) -> str:
    """A question as it is pinned: its key, its sort, and the keys of what it offers."""
    choices = question.options if isinstance(question, OneOf) else ()
    choices = question.roles if isinstance(question, Told) else choices
    keys = (f"{option.key}{'+' if option.detail else ''}" for option in choices)
    return " ".join((f"{kind.key}.{question.key}", type(question).__name__, *keys))


def said_by_question(question: Question) -> Iterator[tuple[str, str]]:
    yield "words", question.words
    yield "short", question.short
    yield "hint", question.hint
    yield "why", question.why
    yield "missing", question.missing
    yield "banner", question.banner
    if isinstance(question, OneOf):
        for option in question.options:
            yield f"option {option.key}", f"{option.label} {option.hint} {option.detail}"
    if isinstance(question, Told):
        for part in question.parts:
            yield from said_by_question(part)
    if isinstance(question, Stop):
        for words in (question.says, question.say, question.after, *question.do):
            yield "page", words


def reading_age(text: str) -> float:
    """Flesch-Kincaid grade and five years: the age at which most people read it with ease."""
    sentences = [each for each in re.split(r"[.?!:;]+", text) if re.search("[A-Za-z]", each)]
    words = re.findall(r"[A-Za-z][A-Za-z'’]*", text)
    grade = 0.39 * len(words) / len(sentences) + 11.8 * _all_syllables(words) / len(words) - 15.59
    return grade + 5


def _all_syllables(words: list[str]) -> int:
    return sum(syllables(word) for word in words)


def syllables(word: str) -> int:
    word = re.sub(r"['’](s|m|ll|re|ve|d)$", "", word.casefold())
    if word in SYLLABLES or len(word) <= 3:
        return SYLLABLES.get(word, 1)
    if not re.search(r"[^aeiouy]le$", word):
        word = re.sub(r"(?<=[^aeiouy])e$", "", word)
    word = re.sub(r"(?<=[^tdaeiouy])ed$", "d", word)
    word = re.sub(r"(?<=[^scxzgaeiouy])es$", "s", word)
    return max(1, len(re.findall(r"[aeiouy]+", word)))
