"""For whom something is written down, and how it came, in lines."""

from logbook.cli.plain.answers import Field
from logbook.cli.plain.prompts import Back, Unsaid
from logbook.cli.plain.signs import refusal_words
from logbook.cli.plain.writing import Writing
from logbook.domain.questions import NotAnAnswer, Question, Typed
from logbook.domain.refusals import NotAllowed
from logbook.domain.source import FOR_WHOM, HOW_IT_CAME
from logbook.services import colleague

ASKED = frozenset({FOR_WHOM.key, HOW_IT_CAME.key})


def ask_colleague(writing: Writing) -> bool:
    """Ask one of the two, and stand at what comes next; False where they went back from both."""
    is_first = writing.draft.at == FOR_WHOM.key
    question: Question = FOR_WHOM if is_first else HOW_IT_CAME
    field = Field(
        question,
        writing.prompts,
        writing.desk.asking,
        lambda written: writing.write(question.key, written),
        optional=is_first,
        typed=_typed_before(writing, question),
    )
    said = in_full = (question.words, question.hint, *field.page())
    writing.lines.gap()
    while True:
        typed: Typed = ""
        try:
            typed = field.answer(*said, in_full=in_full)
            _take(writing, question, typed)
        except Back:
            return _go_back(writing, question)
        except Unsaid:
            said = (f"Error: {question.missing or question.hint}", *field.page())
        except (NotAnAnswer, NotAllowed) as why:
            said = (f"Error: {refusal_words(str(why), typed)}", question.words, field.how())
        else:
            writing.keep()
            return True


def _typed_before(writing: Writing, question: Question) -> Typed:
    source = writing.draft.source
    known: Typed = ""
    if source is not None:
        known = source.typed if question is FOR_WHOM else source.how
    return writing.draft.typed.get(question.key, known)


def _take(writing: Writing, question: Question, typed: Typed) -> None:
    if question is FOR_WHOM:
        writing.draft = colleague.name(writing.desk, writing.draft, typed)
    else:
        writing.draft = colleague.say_how(writing.desk, writing.draft, typed)
    waiting = writing.journey.current
    is_known = writing.draft.source is not None
    if question is FOR_WHOM and is_known:
        writing.stand_at(HOW_IT_CAME.key)
    else:
        writing.stand_at(waiting.key if waiting else "")


def _go_back(writing: Writing, question: Question) -> bool:
    if question is HOW_IT_CAME:
        writing.stand_at(FOR_WHOM.key)
        return True
    writing.stand_at("")
    return writing.journey.finished
