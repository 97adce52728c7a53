"""The town hall as the widget and the pages show it: phone, address, hours, open or not."""

from datetime import datetime

from bot.french.say import typeset
from bot.knowledge import knowledge
from bot.townhall import banners_on, status_at
from bot.townhall_words import say_hours, say_status


def status_line(moment: datetime) -> str:
    """Whether it is open at a moment, in words: never kept, always computed."""
    status = say_status(status_at(knowledge().town_hall, moment), moment)
    return typeset(f"En ce moment : {status[0].lower()}{status[1:]}")


def contact_card(moment: datetime) -> dict[str, str]:
    """The ``contact`` payload of the town hall; ``banner`` on the days that have one."""
    town_hall = knowledge().town_hall
    hours = f"{status_line(moment)}\n{say_hours(town_hall, moment.date())}"
    banner = typeset("\n".join(banners_on(town_hall, moment.date())))
    return {
        **({"banner": banner} if banner else {}),
        "type": "contact",
        "name": f"Mairie ({town_hall.name})",
        "phone": town_hall.phone.value,
        "address": ", ".join(town_hall.address.value),
        "hours": typeset(hours),
        "website": town_hall.website.value,
    }
