"""Moments and instants in the words people use, long where it matters and short in lists."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

from logbook.domain.moments import LONDON, MONTHS, WEEKDAYS, Moment, day_words, time_words

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
COUNTED_IN_DAYS = 60
WEEK = 7


def show(moment: Moment, now: datetime) -> str:
    """In full, as it is said back before saving: what this says can be typed in again."""
    if moment.wall is None:
        return stated(moment)
    remarks = [_distance(moment.wall.date(), _local(now, moment.zone).date())]
    if not moment.is_a_day and moment.wall.time() == datetime.min.time():
        remarks.insert(0, "the start of the day")
    return f"{stated(moment)} ({', '.join(remarks)})"


def stated(moment: Moment) -> str:
    """As a record keeps it: nothing in it depends on the day it is read."""
    if moment.wall is None:
        return "not known"
    said = day_words(moment.wall.date())
    if not moment.is_a_day:
        said += f", {time_words(moment.wall)}{_which(moment)}"
    return f"{'about ' if moment.is_rough else ''}{said}"


def short(moment: Moment, now: datetime) -> str:
    """As lists show it: “yesterday 3.30pm”, “Fri 9am”, “13 Nov 2025”."""
    if moment.wall is None:
        return "not known"
    said = _near_day(moment.wall.date(), _local(now, moment.zone).date())
    if not moment.is_a_day:
        said += f" {time_words(moment.wall, '.')}{_which(moment)}"
    return f"{'about ' if moment.is_rough else ''}{said}"


def ago(instant: datetime, now: datetime, zone: str = LONDON) -> str:
    """How long since: “just now”, “12 min ago”, “3 h ago”, “yesterday”, “5 days ago”, “13 Nov”."""
    since = _between(instant, now)
    day, today = _local(instant, zone).date(), _local(now, zone).date()
    if since <= -MINUTE:
        return _near_time(instant, now, zone)
    if since < MINUTE:
        return "just now"
    if since < HOUR:
        return f"{since // MINUTE} min ago"
    if day == today:
        return f"{since // HOUR} h ago"
    if (today - day).days < WEEK:
        return _distance(day, today)
    return _near_day(day, today)


def until(instant: datetime, now: datetime, zone: str = LONDON) -> str:
    """How long there is: “in 40 min”, “today 5pm”, “Tue 24 Nov”; or how late: “2 h late”."""
    left = _between(now, instant)
    if left <= timedelta(0):
        return _late(-left)
    if left < HOUR:
        return f"in {max(1, left // MINUTE)} min"
    return _near_time(instant, now, zone)


def _late(by: timedelta) -> str:
    if by < MINUTE:
        return "due now"
    if by < HOUR:
        return f"{by // MINUTE} min late"
    if by < DAY:
        return f"{by // HOUR} h late"
    return f"{by // DAY} {'day' if by < 2 * DAY else 'days'} late"


def _near_time(instant: datetime, now: datetime, zone: str) -> str:
    local, today = _local(instant, zone), _local(now, zone).date()
    said = _near_day(local.date(), today)
    return f"{said} {time_words(local, '.')}" if abs((local.date() - today).days) <= 1 else said


def _near_day(day: date, today: date) -> str:
    away = (day - today).days
    weekday, month = WEEKDAYS[day.weekday()][:3], MONTHS[day.month - 1][:3]
    if abs(away) <= 1:
        return _distance(day, today)
    if -WEEK < away < 0:
        return weekday
    if away > 0 and day.year == today.year:
        return f"{weekday} {day.day} {month}"
    return f"{day.day} {month}{'' if day.year == today.year else f' {day.year}'}"


def _distance(day: date, today: date) -> str:
    away = (day - today).days
    if abs(away) <= 1:
        return {-1: "yesterday", 0: "today", 1: "tomorrow"}[away]
    apart = _apart(day, today)
    return f"{apart} ago" if away < 0 else f"in {apart}"


def _apart(day: date, today: date) -> str:
    days = abs((day - today).days)
    if days <= COUNTED_IN_DAYS:
        return f"{days} days"
    between = relativedelta(max(day, today), min(day, today))
    if not between.years:
        return f"{between.months} months"
    return f"{between.years} {'year' if between.years == 1 else 'years'}"


def _which(moment: Moment) -> str:
    """Of a time that came twice: which one it was."""
    if moment.utc is None:
        return ""
    local = _local(moment.utc, moment.zone)
    if local.utcoffset() == local.replace(fold=1 - local.fold).utcoffset():
        return ""
    return " second" if local.fold else " first"


def _local(instant: datetime, zone: str) -> datetime:
    return instant.astimezone(ZoneInfo(zone))


def _between(start: datetime, end: datetime) -> timedelta:
    """Real time: two datetimes of one zone would be subtracted as their clocks read."""
    return end.astimezone(UTC) - start.astimezone(UTC)
