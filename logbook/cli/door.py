"""The last door of a command: whatever went wrong leaves as one sentence, and never as a trace."""

import sys
from collections.abc import Sequence

import click

from logbook.cli.program import program
from logbook.domain.refusals import Refusal
from logbook.domain.text import visible
from logbook.tui.faults import place_of, reference_of

DONE, FAILED = 0, 1


def through(asked: Sequence[str]) -> int:
    """Do a command.

    Returns:
        The exit status.
    """
    try:
        return _do(asked)
    except BrokenPipeError:
        raise
    except Refusal as refusal:
        return _failed(str(refusal))
    except OSError as fault:
        return _failed(_of_the_system(fault))
    except Exception as error:  # noqa: BLE001 - the last door: a fault never prints what it held
        return _failed(_fault(error))


def _do(asked: Sequence[str]) -> int:
    try:
        with program.make_context("logbook", list(asked)) as ctx:
            program.invoke(ctx)
    except click.exceptions.Exit as ended:
        return ended.exit_code
    except click.ClickException as error:
        _show(error)
        return error.exit_code
    return DONE


def _show(error: click.ClickException) -> None:
    """What is misspelt is shown with the command's usage."""
    ctx = error.ctx if isinstance(error, click.UsageError) else None
    if ctx is not None:
        print(visible(ctx.get_usage()), file=sys.stderr)
        print(f"Try: {ctx.command_path} --help", file=sys.stderr)
    print(visible(f"Error: {_in_a_sentence(error)}"), file=sys.stderr)


def _in_a_sentence(error: click.ClickException) -> str:
    """What was typed for an option and does not fit, in our words and not click's."""
    if type(error) is not click.BadParameter or error.param is None:
        return error.format_message()
    is_option = isinstance(error.param, click.Option)
    name = error.param.opts[0] if is_option else error.param.human_readable_name
    kind = error.param.type
    if isinstance(kind, click.IntRange):
        return f"{name}: write a whole number from {kind.min} to {kind.max:,}."
    return f"{name}: {error.message}"


def _failed(sentence: str) -> int:
    print(visible(sentence), file=sys.stderr)
    return FAILED


def _of_the_system(fault: OSError) -> str:
    where = f" ({fault.filename})" if fault.filename else ""
    return f"This computer refused: {fault.strerror or type(fault).__name__}{where}."


def _fault(error: BaseException) -> str:
    """Where it was, and never its message, which may quote an entry."""
    return (
        f"logbook stopped because of a fault in the program ({type(error).__name__}, "
        f"{place_of(error)}, reference {reference_of(error)}). "
        "What was saved is safe. Tell whoever looks after it this line."
    )
