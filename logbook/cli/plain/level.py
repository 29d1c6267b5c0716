"""How urgent it is: whoever writes may raise what the answers suggest, with a reason."""

from logbook.cli.plain.answers import Field
from logbook.cli.plain.prompts import Back, Unsaid
from logbook.cli.plain.signs import refusal_words
from logbook.cli.plain.writing import Writing
from logbook.domain.answers import Choice
from logbook.domain.levels import Level
from logbook.domain.questions import NotAnAnswer, OneOf, Option, Typed
from logbook.domain.refusals import NotAllowed
from logbook.services import recording
from logbook.tui.recording import LEVEL

AS_IT_IS = "To leave the level as it is, type back."


def ask_level(writing: Writing) -> None:
    """Ask until it is answered or left, then stand at the list of answers."""
    question = level_question(writing.journey.suggested.level)
    typed = writing.draft.typed.get(LEVEL, "")
    field = Field(
        question,
        writing.prompts,
        writing.desk.asking,
        lambda written: writing.write(LEVEL, written),
        typed=typed,
    )
    said = in_full = (question.words, question.hint, *field.page())
    writing.lines.gap()
    while True:
        try:
            typed = field.answer(*said, in_full=in_full)
            _raise(writing, question, typed)
        except Back:
            break
        except Unsaid:
            said = (f"Error: {AS_IT_IS}",)
        except (NotAnAnswer, NotAllowed) as why:
            said = (f"Error: {refusal_words(str(why), typed)}", question.words, field.how())
        else:
            break
    writing.stand_at("")
    writing.keep()


def _raise(writing: Writing, question: OneOf, typed: Typed) -> None:
    answer = question.read(typed, writing.desk.asking())
    if isinstance(answer, Choice):
        raised = recording.raise_level(
            writing.draft, Level.of(answer.option), answer.detail, writing.desk.now
        )
        writing.draft = raised.with_typed(LEVEL, "")


def level_question(suggested: Level) -> OneOf:
    higher = (level for level in Level if level > suggested)
    return OneOf(
        LEVEL,
        "How urgent is it?",
        hint="You can raise it. Only a manager lowers it, after reading it.",
        options=(
            Option(suggested.key, f"{suggested.word}, as your answers suggest"),
            *(
                Option(level.key, level.word, detail="Write why it is more urgent")
                for level in higher
            ),
        ),
        missing="Choose how urgent it is.",
    )
