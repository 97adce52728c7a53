"""When the reminders of the calendar file ring, in three readers.

Besides icalendar, which the project has: libical (Debian: python3-gi, gir1.2-ical-3.0) and ical.js
(``npm install ical.js`` in a folder that ICAL_JS names). Who lacks one reads so.

python -m bench.calendar_readers
"""

import os
import subprocess
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from icalendar import Calendar

from bench.path import CASE
from bot.clock import parse_moment, zone
from bot.documents import DocumentKind, Request, render

NOW = parse_moment("2026-11-22T10:00", "bench")
_LIBICAL = """
import sys, gi
gi.require_version("ICalGLib", "3.0")
from gi.repository import ICalGLib as ical
kind = ical.ComponentKind
whole = ical.Component.new_from_string(open(sys.argv[1]).read())
event = whole.get_first_component(kind.VEVENT_COMPONENT)
while event:
    alarm = event.get_first_component(kind.VALARM_COMPONENT)
    trigger = alarm.get_first_property(ical.PropertyKind.TRIGGER_PROPERTY).get_trigger()
    at, start = trigger.get_time(), event.get_dtstart()
    at = start.add(trigger.get_duration()) if at.is_null_time() else at
    print(start.as_ical_string(), at.as_ical_string())
    event = whole.get_next_component(kind.VEVENT_COMPONENT)
"""
_ICAL_JS = """
const ICAL = (await import(process.argv[1] + "/node_modules/ical.js/dist/ical.js")).default;
const text = (await import("node:fs")).readFileSync(process.argv[2], "utf8");
for (const event of new ICAL.Component(ICAL.parse(text)).getAllSubcomponents("vevent")) {
  const start = event.getFirstPropertyValue("dtstart");
  const trigger = event.getFirstSubcomponent("valarm").getFirstPropertyValue("trigger");
  const at = trigger instanceof ICAL.Duration ? start.clone() : trigger;
  if (trigger instanceof ICAL.Duration) at.addDuration(trigger);
  console.log(start.toICALString(), at.toICALString());
}
"""


def by_icalendar(file: Path) -> Iterator[str]:
    """The day and the instant of each reminder, as the library of the project counts them."""
    calendar = Calendar.from_ical(file.read_bytes())
    assert isinstance(calendar, Calendar)
    for event in calendar.events:
        for alarm in event.alarms.times:
            yield f"{event.start:%Y%m%d} {alarm.trigger:%Y%m%dT%H%M%SZ}"


def by_program(*command: str) -> list[str]:
    """What another reader prints, or why it could not."""
    try:
        read = subprocess.run(command, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        return [f"absent ({type(error).__name__})"]
    return read.stdout.splitlines()


def in_words(line: str) -> str:
    """``20270903 20270902T070000Z`` as the day, and the town's time of the reminder."""
    day, _, at = line.partition(" ")
    if not at.endswith("Z"):
        return line
    moment = datetime.strptime(at[:-1] + "+0000", "%Y%m%dT%H%M%S%z").astimezone(zone())
    return f"le {day[:4]}-{day[4:6]}-{day[6:]} sonne le {moment:%Y-%m-%d à %H:%M}"


def main() -> None:
    """Print each reminder in each reader."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "mes-dates.ics"
        file.write_bytes(render(Request.about(DocumentKind.CALENDAR, CASE, None, NOW)).content)
        modules = str(Path(os.environ.get("ICAL_JS", ".")).resolve())
        readers = {
            "icalendar": list(by_icalendar(file)),
            "libical": by_program("/usr/bin/python3", "-c", _LIBICAL, str(file)),
            "ical.js": by_program(
                "node", "--input-type=module", "-e", _ICAL_JS, modules, str(file)
            ),
        }
    for name, lines in readers.items():
        for line in lines:
            print(f"{name:<10} {in_words(line)}")


if __name__ == "__main__":
    main()
