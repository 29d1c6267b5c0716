"""Who may change a setting, and the event that says so."""

from datetime import datetime

from logbook.domain.events import Event, Plain, Verb
from logbook.domain.people import Member, Role
from logbook.domain.refusals import NotAllowed
from logbook.domain.settings import Settings

ON_CALL = frozenset({"on_call", "on_call_checked"})
"""Settings that change from week to week: every manager and the deputy keep them."""


def why_not_set(name: str, by: Member) -> str:
    """Why `by` may not change a setting; empty where they may."""
    if Role.GENERAL_MANAGER in by.roles:
        return ""
    if name not in ON_CALL:
        return "The General Manager keeps the settings: ask them to change this one."
    if by.manages or Role.DEPUTY in by.roles:
        return ""
    return "Managers say who is on call. Ask your line manager to change it."


def change_setting(
    settings: Settings, name: str, value: Plain, *, by: Member, at: datetime, event_id: str
) -> Event:
    refusal = why_not_set(name, by)
    if refusal:
        raise NotAllowed(refusal)
    settings.changed(name, value)
    return Event(
        id=event_id,
        at=at,
        actor=by.id,
        about=name,
        verb=Verb.SETTING_CHANGED,
        body={"name": name, "value": value},
    )
