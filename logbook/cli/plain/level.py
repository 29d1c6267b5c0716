"""How urgent it is, in lines."""

from logbook.cli.plain.answers import Field
from logbook.cli.plain.prompts import Back, Unsaid
from logbook.cli.plain.signs import refusal_words
from logbook.cli.plain.writing import Writing
from logbook.domain.questions import NotAnAnswer
from logbook.domain.refusals import NotAllowed
from logbook.services.raising import LEVEL, answer_level, level_question

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
            asking = writing.desk.asking()
            writing.draft = answer_level(writing.draft, question, typed, asking)
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
