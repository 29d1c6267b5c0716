"""`logbook settings`: how the service works, who changed it when, and changing it."""

from pathlib import Path

import click

from logbook.cli import asking
from logbook.cli.options import Command, as_json, as_somebody, in_folder, yes
from logbook.cli.progress import watched
from logbook.cli.saying import document, say, table
from logbook.cli.somebody import at_desk
from logbook.domain.moments import Moment
from logbook.domain.refusals import NotAllowed
from logbook.domain.settings import Settings
from logbook.domain.showing import stated
from logbook.services import retention
from logbook.services import settings as services
from logbook.services.desk import Desk
from logbook.services.settings import Change

setting_name = click.argument("setting", metavar="SETTING")
list_name = click.argument("of", metavar="LIST")
answer_name = click.argument("answer", metavar="ANSWER")


@click.group()
def settings() -> None:
    """How this service works: clocks, lists, contacts, screens, and how long entries are kept.

    Everybody can read them; the General Manager changes them. On the screen: F4, Settings.

    Example: logbook settings list --as "Helen Marsden"
    """


@settings.command(cls=Command, name="list")
@as_json
@as_somebody
@in_folder
def list_(*, as_json: bool, name: str, folder: Path) -> None:
    """Every setting with its name, what it is now, and who changed it last.

    Example: logbook settings list --as "Helen Marsden"
    """
    with at_desk(folder, name) as desk:
        found = services.all_of(desk)
        if as_json:
            document([{"name": each.name, "value": each.value} for each in found])
            return
        zone = desk.directory.settings.zone
        rows = [(each.name, each.words, _by(each.last, zone)) for each in found]
        table(("Setting", "Now", "Changed"), rows)


@settings.command(cls=Command, name="show")
@setting_name
@as_somebody
@in_folder
def show(*, setting: str, name: str, folder: Path) -> None:
    """One setting, every change of it, and of a list every answer.

    Example: logbook settings show clocks.high --as "Helen Marsden"
    Example: logbook settings show lists.platforms --as "Helen Marsden"
    """
    with at_desk(folder, name) as desk:
        found = services.one(desk, setting)
        zone = desk.directory.settings.zone
        say(f"{found.label}: {found.words}")
        say(found.why_not or found.hint)
        if services.whole(setting) == "lists":
            _show_list(desk, setting.partition(".")[2])
        for each in services.history(desk, setting):
            say(f"{_by(each, zone)}: {each.before} → {each.after}")


@settings.command(cls=Command, name="set")
@setting_name
@click.argument("value", metavar="VALUE")
@yes
@as_somebody
@in_folder
def set_(*, setting: str, value: str, yes: bool, name: str, folder: Path) -> None:
    """Change one setting. What it does to open entries is said first.

    Example: logbook settings set cover_minutes 5 --as "Helen Marsden"
    Example: logbook settings set clocks.high.decide "12 h" --as "Helen Marsden"
    Example: logbook settings set retention.help-request 3 --as "Helen Marsden"
    """
    with at_desk(folder, name) as desk:
        before = desk.directory.settings
        changed, plain = services.typed(before, setting, value)
        before.changed(changed, plain)
        _ask_first(desk, changed, sure=yes)
        with watched("New times") as progress:
            after = services.change(desk, changed, plain, progress=progress)
        _say_now(after, changed)


@settings.command(cls=Command, name="add")
@list_name
@answer_name
@as_somebody
@in_folder
def add(*, of: str, answer: str, name: str, folder: Path) -> None:
    """Add an answer of your own to a list. Its key is made once and is permanent.

    Example: logbook settings add platforms "Mastodon" --as "Helen Marsden"
    """
    with at_desk(folder, name) as desk:
        made = services.add_option(desk, of, answer)
        say(f"{made.label} is offered from now on. Its key is {made.key}.")


@settings.command(cls=Command, name="stop")
@list_name
@answer_name
@as_somebody
@in_folder
def stop(*, of: str, answer: str, name: str, folder: Path) -> None:
    """Leave an answer out of new questions; it stays wherever it was chosen.

    Example: logbook settings stop platforms "Twitch" --as "Helen Marsden"
    """
    with at_desk(folder, name) as desk:
        gone = services.stop_offering(desk, of, answer)
        say(f"{gone.label} is not offered any more. It stays wherever it was chosen.")


@settings.command(cls=Command, name="offer")
@list_name
@answer_name
@as_somebody
@in_folder
def offer(*, of: str, answer: str, name: str, folder: Path) -> None:
    """Offer an answer in new questions again.

    Example: logbook settings offer platforms "Twitch" --as "Helen Marsden"
    """
    with at_desk(folder, name) as desk:
        say(f"{services.offer_again(desk, of, answer).label} is offered again.")


@settings.command(cls=Command, name="contact")
@click.argument("who", metavar="NAME")
@click.option("--telephone", default="", metavar="NUMBER", help="A new number; adds who is new.")
@click.option("--checked", is_flag=True, help="The number was tried today, and it is right.")
@click.option("--remove", is_flag=True, help="Take them off the list.")
@as_somebody
@in_folder
def contact(
    *, who: str, telephone: str, checked: bool, remove: bool, name: str, folder: Path
) -> None:
    """Add, change, remove or check somebody outside whom staff may turn to.

    Example: logbook settings contact "Adult safeguarding" --telephone "01632 960 001" --as Helen
    Example: logbook settings contact "Adult safeguarding" --checked --as Helen
    """
    with at_desk(folder, name) as desk:
        known = {each.name.casefold() for each in desk.directory.settings.outside_contacts}
        if remove:
            services.remove_contact(desk, who)
        elif not telephone and not checked:
            raise NotAllowed("Say what to do: --telephone, --checked or --remove.")
        elif not telephone:
            services.checked_contact(desk, who)
        elif who.strip().casefold() in known:
            services.change_contact(desk, who, name=who, telephone=telephone, checked=checked)
        else:
            services.add_contact(desk, name=who, telephone=telephone, checked=checked)
        _say_now(desk.directory.settings, "outside_contacts")


@settings.command(cls=Command, name="past")
@as_somebody
@in_folder
def past(*, name: str, folder: Path) -> None:
    """Closed entries that have been kept for their years. Nothing is deleted by itself.

    For the General Manager; for the deputy, those that are about or by the General Manager.

    Example: logbook settings past --as "Helen Marsden"
    """
    with at_desk(folder, name) as desk:
        zone = desk.directory.settings.zone
        found = retention.past(desk)
        if not found:
            say("No entry is past its years.")
        rows = [
            (each.reference, each.title, each.person, stated(Moment.at(each.since, zone)))
            for each in found
        ]
        table(("Reference", "What", "About", "Past since"), rows)


@settings.command(cls=Command, name="keep")
@click.argument("reference", metavar="REFERENCE")
@click.option("--because", required=True, metavar="WHY", help="Why, without a name.")
@as_somebody
@in_folder
def keep(*, reference: str, because: str, name: str, folder: Path) -> None:
    """Keep an entry that is past its years for another year, with a reason.

    Example: logbook settings keep K7-4QH2 --because "A complaint is open" --as "Helen Marsden"
    """
    with at_desk(folder, name) as desk:
        say(f"{retention.keep_on(desk, reference, because).reference} is kept for another year.")


@settings.command(cls=Command, name="history")
@as_somebody
@in_folder
def history(*, name: str, folder: Path) -> None:
    """Every change of a setting, the newest first.

    Example: logbook settings history --as "Helen Marsden"
    """
    with at_desk(folder, name) as desk:
        zone = desk.directory.settings.zone
        rows = [
            (_by(each, zone), each.label, each.before, each.after)
            for each in services.history(desk)
        ]
        table(("When", "Setting", "Before", "After"), rows)


def _show_list(desk: Desk, of: str) -> None:
    for each in services.options(desk, of):
        offered = "" if each.option.enabled else "not offered"
        said = (f"{each.option.key}: {each.option.label}", offered, each.why_not)
        say("  " + " · ".join(filter(None, said)))


def _ask_first(desk: Desk, name: str, *, sure: bool) -> None:
    words = services.affected_words(services.affected(desk, name))
    if not words:
        return
    say(words)
    asking.confirm("Change it?", confirmed=sure)


def _say_now(settings: Settings, name: str) -> None:
    say(f"{services.label_of_setting(name)}: {services.words_of(settings, name)}")


def _by(change: Change | None, zone: str) -> str:
    return "" if change is None else f"{stated(Moment.at(change.at, zone))}, {change.by}"
