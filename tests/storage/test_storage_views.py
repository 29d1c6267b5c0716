"""The views: who may read what and whose work it is, always as a fresh fold of the log says."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule
from makers import Service, added, entry, event, make_again, sent, verify_signature

from logbook.domain.events import Plain, Verb, new_id, utc_text
from logbook.domain.levels import Level
from logbook.storage import stale, views
from logbook.storage.queue import Show, page
from logbook.storage.store import AT_ONCE
from logbook.storage.verify import verify


def readers(service: Service, about: str) -> set[str]:
    with service.store.reading() as connection:
        made = views.read(connection, about)
    assert made is not None
    return {row[1] for row in made.grants if row[6] <= utc_text(service.now)}


def whole(service: Service) -> bool:
    found = verify(service.store, verify_signature)
    assert found.finding is None, found.finding
    return True


def test_a_sent_entry_is_granted_to_its_line_and_to_nobody_else(service: Service) -> None:
    line = service.send(author="sam")
    assert readers(service, line.about) == {"sam", "sandra", "gail"}
    assert whole(service)


def test_whoever_it_is_about_is_never_a_reader(service: Service) -> None:
    line = service.send(author="sam", about=("sandra",))
    assert "sandra" not in readers(service, line.about)
    named = service.send(author="saul")
    assert "henry" in readers(service, named.about)
    service.does("gail", named.about, Verb.ABOUT_NAMED, {"members": ["henry"]})
    assert "henry" not in readers(service, named.about)
    assert whole(service)


def test_another_manager_takes_over_a_worker_and_their_entries(service: Service) -> None:
    line = service.send(author="sam")
    service.does("gail", "sam", Verb.MEMBER_CHANGED, {"id": "sam", "changes": {"manager": "henry"}})
    assert readers(service, line.about) == {"sam", "henry", "gail"}
    assert whole(service)


def test_a_leavers_work_is_handed_up(service: Service) -> None:
    line = service.send(author="sam")
    service.does("sandra", line.about, Verb.TAKEN)
    service.does("gail", "sam", Verb.MEMBER_CHANGED, {"id": "sam", "changes": {"manager": "henry"}})
    service.does("gail", "sandra", Verb.MEMBER_REMOVED, {"id": "sandra"})
    assert "sandra" not in readers(service, line.about)
    with service.store.reading() as connection:
        assert page(connection, "gail", Show.MINE, service.now)
    assert whole(service)


def test_a_new_general_manager_reads_what_was_sent_before(service: Service) -> None:
    line = service.send(author="sam")
    service.save(added("hana", "general-manager", ""))
    service.does(
        "gail", "gail", Verb.MEMBER_CHANGED, {"id": "gail", "changes": {"roles": ["line-manager"]}}
    )
    assert "hana" in readers(service, line.about)
    assert whole(service)


def test_a_cover_who_comes_back_covers_again(service: Service) -> None:
    about = service.send().about

    def change(who: str, **changes: Plain) -> None:
        service.does("gail", who, Verb.MEMBER_CHANGED, {"id": who, "changes": {**changes}})
        assert whole(service)

    change("sandra", away=True, cover="henry")
    assert "henry" in readers(service, about)
    change("henry", away=True)
    assert "henry" not in readers(service, about)
    change("henry", away=False)
    assert "henry" in readers(service, about)


def test_a_new_worker_touches_no_entry(service: Service) -> None:
    service.send()
    before = service.store.directory()
    service.save(added("ann", "worker", "sandra"))
    after = service.store.directory()
    assert "ann" in after.staff
    with service.store.writing() as connection:
        stale.mark_touched(connection, before, after)
        assert stale.count_marked(connection) == 0


def test_a_changed_clock_moves_what_is_open(service: Service) -> None:
    line = service.send(level=Level.MEDIUM)
    before = due(service, line.about)
    change = {"name": "working_day_ends", "value": "16:00"}
    service.does("gail", "working_day_ends", Verb.SETTING_CHANGED, change)
    assert due(service, line.about) < before
    assert whole(service)


def due(service: Service, about: str) -> str:
    with service.store.reading() as connection:
        made = views.read(connection, about)
    assert made is not None
    return {str(row[5]) for row in made.grants}.pop()


def test_more_than_fit_into_one_save_are_made_again_in_slices(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("logbook.storage.store.AT_ONCE", 2)
    assert AT_ONCE > 2
    lines = [service.send() for _ in range(5)]
    service.does("gail", "sam", Verb.MEMBER_CHANGED, {"id": "sam", "changes": {"manager": "henry"}})
    assert service.store.waiting_views() == 3
    assert service.store.catch_up(2) == 1
    assert service.store.catch_up(2) == 0
    assert service.store.catch_up(2) == 0
    assert all("henry" in readers(service, line.about) for line in lines)
    assert whole(service)


def test_everything_made_again_is_the_same(service: Service) -> None:
    lines = [service.send(f"word{n}") for n in range(6)]
    service.does("sandra", lines[0].about, Verb.SEEN)
    steps: list[tuple[int, int]] = []
    with service.store.reading() as connection:
        before = [views.read(connection, line.about) for line in lines]
    make_again(service.store, lambda done, of: steps.append((done, of)))
    with service.store.reading() as connection:
        assert [views.read(connection, line.about) for line in lines] == before
    assert steps == [(6, 6)]
    assert whole(service)


def test_an_export_of_an_entry_moves_its_revision_too(service: Service) -> None:
    line = service.send()
    export = service.does("sandra", line.about, Verb.EXPORTED, {}, expected={line.about: line.seq})
    with service.store.reading() as connection:
        made = views.read(connection, line.about)
    assert made is not None
    assert made.entry[-1] == export.seq
    assert whole(service)


# sealed


def lead(service: Service, member: str, *others: str) -> None:
    body: dict[str, Plain] = {"id": member, "changes": {"roles": ["lead", *others]}}
    service.does("gail", member, Verb.MEMBER_CHANGED, body)


def sealed(service: Service) -> str:
    lead(service, "dev", "deputy")
    made = entry(author="sam")
    body: dict[str, Plain] = {"sealed": "Y2lwaGVydGV4dA==", "readers": ["lena", "dev", "sam"]}
    service.save(event("sam", made.id, Verb.SENT, body, at=service.now))
    return made.id


def mine(service: Service, reader: str) -> list[str]:
    with service.store.reading() as connection:
        return [row.id for row in page(connection, reader, Show.MINE, service.now)]


def test_a_sealed_entry_shows_nothing_but_that_it_is_there_and_only_to_its_readers(
    service: Service,
) -> None:
    about = sealed(service)
    assert readers(service, about) == {"lena", "dev", "sam"}
    with service.store.reading() as connection:
        made = views.read(connection, about)
        assert page(connection, "gail", Show.ALL, service.now) == ()
        (row,) = page(connection, "lena", Show.ALL, service.now)
    assert made is not None
    assert made.words == ()
    assert (row.sealed, row.kind, row.person, row.outcome) == (True, "", "", "")
    assert whole(service)


def test_an_unopened_sealed_entry_comes_to_the_next_after_a_day(service: Service) -> None:
    about = sealed(service)
    assert mine(service, "lena") == [about]
    assert mine(service, "dev") == []
    service.later(hours=24)
    assert mine(service, "dev") == [about]
    assert mine(service, "sam") == []


def test_whoever_opens_a_sealed_entry_has_it(service: Service) -> None:
    about = sealed(service)
    service.does("dev", about, Verb.OPENED, {"sealed": "", "readers": ["lena", "dev", "sam"]})
    service.later(hours=48)
    assert mine(service, "dev") == [about]
    assert mine(service, "lena") == []
    service.does("dev", about, Verb.CLOSED, {"sealed": "", "readers": ["lena", "dev", "sam"]})
    assert mine(service, "dev") == []
    assert whole(service)


def test_a_new_lead_reads_an_older_sealed_entry_once_it_was_given_to_them(
    service: Service,
) -> None:
    about = sealed(service)
    lead(service, "henry", "line-manager")
    assert "henry" not in readers(service, about)
    body: dict[str, Plain] = {"sealed": "", "readers": ["lena", "dev", "sam", "henry"]}
    service.does("lena", about, Verb.SHARED, body)
    assert "henry" in readers(service, about)
    assert whole(service)


def test_whoever_is_a_lead_no_longer_is_no_reader_and_nobody_is_kept_waiting(
    service: Service,
) -> None:
    about = sealed(service)
    service.does(
        "gail", "dev", Verb.MEMBER_CHANGED, {"id": "dev", "changes": {"roles": ["deputy"]}}
    )
    assert readers(service, about) == {"lena", "sam"}
    lead(service, "dev", "deputy")
    service.does("lena", about, Verb.OPENED, {"sealed": "", "readers": ["lena", "dev", "sam"]})
    service.does("gail", "lena", Verb.MEMBER_REMOVED, {"id": "lena"})
    service.later(hours=24)
    assert readers(service, about) == {"dev", "sam"}
    assert mine(service, "dev") == [about]
    assert whole(service)


def test_whom_it_turns_out_to_be_about_is_no_reader_and_its_undoing_gives_it_back(
    service: Service,
) -> None:
    about = sealed(service)
    service.does("lena", about, Verb.ABOUT_NAMED, {"sealed": "", "readers": ["lena", "sam"]})
    assert readers(service, about) == {"lena", "sam"}
    service.does("lena", about, Verb.UNDONE, {"sealed": "", "readers": ["lena", "dev", "sam"]})
    assert readers(service, about) == {"lena", "dev", "sam"}
    assert whole(service)


# the views are always what the log says


class Life(RuleBasedStateMachine):
    """People do things in any order; after every step the views are a fresh fold of the log."""

    entries: Bundle[str] = Bundle("entries")

    @rule(target=entries, author=st.sampled_from(["sam", "saul", "sandra", "gail"]))
    def send(self, author: str) -> str:
        return SERVICE[0].send(author=author).about

    @rule(target=entries, author=st.sampled_from(["sam", "sandra"]), straight=st.booleans())
    def send_about_several(self, author: str, *, straight: bool) -> str:
        made = replace(
            entry(author=author, person="dilys"),
            people=("dilys", "mina"),
            straight_to="general-manager" if straight else "",
        )
        return SERVICE[0].save(sent(made, at=SERVICE[0].now)).about

    @rule(actor=st.sampled_from(["lena", "dev"]), to=st.booleans())
    def seal(self, actor: str, *, to: bool) -> None:
        about, named = new_id(), ["lena", "sam"]
        SERVICE[0].does("sam", about, Verb.SENT, {"sealed": "Y2k=", "readers": [*named]})
        more = [*named, "dev"] if to else named
        SERVICE[0].does(actor, about, Verb.OPENED, {"sealed": "", "readers": [*more]})

    @rule(
        about=entries,
        actor=st.sampled_from(["sandra", "henry", "gail"]),
        to=st.sampled_from(["sandra", "henry", "gail", "dev"]),
    )
    def offer(self, about: str, actor: str, to: str) -> None:
        SERVICE[0].does(actor, about, Verb.OFFERED, {"to": to, "words": "yours?"})

    @rule(
        about=entries,
        actor=st.sampled_from(["sandra", "henry", "gail"]),
        verb=st.sampled_from([Verb.ACCEPTED, Verb.REFUSED, Verb.OFFER_ENDED]),
    )
    def answer_offer(self, about: str, actor: str, verb: Verb) -> None:
        SERVICE[0].does(actor, about, verb, {"words": "no time"})

    @rule(
        about=entries,
        level=st.sampled_from(["low", "high", "emergency"]),
        named=st.sampled_from([[], ["henry"]]),
        dropped=st.sampled_from([[], ["where"]]),
    )
    def amend(self, about: str, level: str, named: list[str], dropped: list[str]) -> None:
        body: dict[str, Plain] = {
            "note": "more",
            "level": level,
            "about": [*named],
            "dropped": [*dropped],
        }
        SERVICE[0].does("sam", about, Verb.AMENDED, body)

    @rule(about=entries)
    def withdraw(self, about: str) -> None:
        SERVICE[0].does("sam", about, Verb.WITHDRAWN, {"because": "twice"})

    @rule(about=entries, actor=st.sampled_from(["sandra", "henry"]))
    def undo(self, about: str, actor: str) -> None:
        SERVICE[0].does(actor, about, Verb.UNDONE, {})

    @rule(
        who=st.sampled_from(["sandra", "henry", "gail", "dev"]),
        away=st.booleans(),
        cover=st.sampled_from(["", "henry", "sandra"]),
        ends_on=st.sampled_from([None, "2026-11-17"]),
    )
    def go_away_or_come_back(
        self, who: str, cover: str, ends_on: str | None, *, away: bool
    ) -> None:
        changes: dict[str, Plain] = {"away": away, "cover": cover, "ends_on": ends_on}
        body: dict[str, Plain] = {"id": who, "changes": changes}
        SERVICE[0].does("gail", who, Verb.MEMBER_CHANGED, body)

    @rule(
        about=entries,
        actor=st.sampled_from(["sandra", "henry", "gail", "dev"]),
        verb=st.sampled_from(
            [
                Verb.SEEN,
                Verb.TAKEN,
                Verb.ASKED,
                Verb.ANSWERED,
                Verb.WAITING,
                Verb.RESUMED,
                Verb.DECIDED,
                Verb.TOLD,
                Verb.CLOSED,
                Verb.REOPENED,
            ]
        ),
    )
    def act(self, about: str, actor: str, verb: Verb) -> None:
        SERVICE[0].does(actor, about, verb, {"outcome": "advice-given", "words": "told"})

    @rule(
        about=entries,
        actor=st.sampled_from(["sandra", "henry", "gail"]),
        who=st.sampled_from(["sam", "sandra", "Ann from the bank"]),
    )
    def note_and_agree(self, about: str, actor: str, who: str) -> None:
        SERVICE[0].does(actor, about, Verb.NOTED, {"note": f"{who} again"})
        body: dict[str, Plain] = {"what": "ring", "who": who, "due": "2026-11-20"}
        SERVICE[0].does(actor, about, Verb.ACTION_AGREED, body)

    @rule(who=st.sampled_from(["sandra", "henry", "sam"]), manages=st.booleans())
    def manage_or_not(self, who: str, *, manages: bool) -> None:
        roles: list[Plain] = ["line-manager" if manages else "worker"]
        body: dict[str, Plain] = {"id": who, "changes": {"roles": roles}}
        SERVICE[0].does("gail", who, Verb.MEMBER_CHANGED, body)

    @rule(about=entries, member=st.sampled_from(["sandra", "henry", "gail"]))
    def name(self, about: str, member: str) -> None:
        SERVICE[0].does("dev", about, Verb.ABOUT_NAMED, {"members": [member]})

    @rule(worker=st.sampled_from(["sam", "saul"]), manager=st.sampled_from(["sandra", "henry"]))
    def move(self, worker: str, manager: str) -> None:
        body: dict[str, Plain] = {"id": worker, "changes": {"manager": manager}}
        SERVICE[0].does("gail", worker, Verb.MEMBER_CHANGED, body)

    @rule(hours=st.integers(1, 60))
    def wait(self, hours: int) -> None:
        SERVICE[0].later(hours=hours)

    @invariant()
    def views_are_the_fold(self) -> None:
        assert whole(SERVICE[0])


SERVICE: list[Service] = []


def test_views_are_a_fresh_fold_after_every_step(service: Service) -> None:
    live(service, examples=6, steps=14)


@pytest.mark.slow
def test_views_are_a_fresh_fold_after_every_step_of_many_lives(service: Service) -> None:
    live(service, examples=12, steps=25)


def live(service: Service, *, examples: int, steps: int) -> None:
    SERVICE[:] = [service]
    machine = Life.TestCase
    machine.settings = settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    machine("runTest").runTest()
