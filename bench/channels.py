"""What a reply by a messaging app costs beside the website's, and how soon apps are acknowledged.

python -m bench.channels              processor time of a reply, by REST and by an app
python -m bench.channels --slow       deliveries and the website while the app takes 10 s
"""

import argparse
import asyncio
import json
import os
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median, quantiles
from typing import Any

TURNS = 150
ROUNDS = 5
QUESTIONS = (
    "combien ça coûte le médiateur",
    "quelles sont les étapes avant le médiateur",
    "l'adresse du médiateur svp",
    "horaires de la mairie",
    "merci beaucoup",
)
APP_SECONDS = 10.0
PEOPLE = 100
VISITS = 100


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--slow", action="store_true")
    os.environ["LINK_KEY"] = "a key for the measure, of no other use"
    os.environ["BOT_NOW"] = "2026-11-23T10:00"
    if parser.parse_args().slow:
        _slow()
    else:
        asyncio.run(_cost())


async def _cost() -> None:
    from bot.channels.desk import Desk
    from bot.channels.inbox import Inbox
    from bot.channels.message import Incoming, MessageKind, Outgoing
    from bot.channels.short_links import ShortLinks
    from bot.channels.telegram import Telegram
    from bot.commands.rasa_setting import quiet_rasa
    from bot.rate_limit import RateLimit

    quiet_rasa()
    from bot.rasa.assistant import load_assistant
    from bot.rasa.channel_answers import AssistantAnswers
    from bot.rasa.rest_channel import Message, RestChannel

    class Posts(Telegram):
        """Everything but the network."""

        async def send(self, address: str, message: Outgoing) -> None:
            json.dumps(message.text)

    with tempfile.TemporaryDirectory() as folder:
        assistant = load_assistant(store_url=f"sqlite:///{folder}/conversations.db")
        database, limit = assistant.tracker_store.database, RateLimit(1_000_000)
        channel = Posts("1:a")
        answers = AssistantAnswers(assistant)
        desk = Desk(
            {channel.name: channel},
            Inbox(database),
            ShortLinks(database),
            answers,
            limit,
            limit,
            halves=0.0,
        )
        rest = RestChannel(limit)

        async def by_rest(turn: int, who: str) -> None:
            text = QUESTIONS[turn % len(QUESTIONS)]
            await rest.answer(assistant.handle_message, Message(who, text, str(turn)))

        async def by_app(turn: int, who: str) -> None:
            text = QUESTIONS[turn % len(QUESTIONS)]
            message = Incoming(f"{who} {turn}", who, who, MessageKind.TEXT, text, time.time())
            await desk.take(channel.name, [message])
            await desk.finish(10)

        found: dict[str, list[float]] = {"REST": [], "app": []}
        for number in range(ROUNDS):
            for name, reply in (("REST", by_rest), ("app", by_app)):
                began = time.process_time()
                for turn in range(TURNS):
                    await reply(turn, f"{name} {number} {turn // 10}")
                found[name].append((time.process_time() - began) / TURNS * 1000)
        print(f"by REST {median(found['REST']):.2f} ms, by an app {median(found['app']):.2f} ms")
        print(f"over it {median(found['app']) - median(found['REST']):.2f} ms")
        await desk.close(1)


def _slow() -> None:
    """Each round on a server of its own: what the last one left to send would be in the way."""
    rounds = [_slow_round() for _ in range(ROUNDS)]
    times = [each for acknowledged, _ in rounds for each in acknowledged]
    print(f"acknowledged p50 {median(times):.0f} ms, p99 {_at(times, 99):.0f} ms")
    print(f"website p95, meanwhile over before: {median(ratio for _, ratio in rounds):.2f} times")


def _slow_round() -> tuple[list[float], float]:
    """The times of acknowledgement in ms, and the website's p95 meanwhile over that before."""
    from tests.channels.doubles import double_of
    from tests.running import Resident, start_server
    from tests.towns import town_file

    accepted = {"telegram": {"accepted_by": "la maire", "accepted_on": "2026-11-20"}}
    times, before, meanwhile = [], 1.0, 1.0
    with double_of("telegram") as double, tempfile.TemporaryDirectory() as folder:
        settings: dict[str, Any] = {
            "STORE_URL": f"sqlite:///{folder}/conversations.db",
            "TOWN": str(town_file(Path(folder), channels=accepted)),
            "TELEGRAM_TOKEN": "4242:secret",
            "TELEGRAM_API": double.url,
        }
        for served in start_server(**settings):
            website = Resident(served.url, "website")
            website.say("bonjour")
            before = _at(_visits(website), 95)
            double.slow = APP_SECONDS
            with ThreadPoolExecutor(1) as app:
                delivering = app.submit(_deliveries, f"{served.url}/webhooks/telegram")
                meanwhile = _at(_visits(website), 95)
                times = delivering.result()
    print(f"website p95 {before:.1f} ms, meanwhile {meanwhile:.1f} ms", flush=True)
    return times, meanwhile / before


def _deliveries(address: str) -> list[float]:
    """Milliseconds to acknowledge one message of each of many people, some ten a second."""
    from urllib import request

    from bot.channels.secrets import webhook_token
    from tests.channels.telegram_person import Person, body

    headers = {"X-Telegram-Bot-Api-Secret-Token": webhook_token("telegram")}
    times = []
    for turn in range(PEOPLE):
        content = body(Person().writes(f"horaires ? {turn}"))
        began = time.perf_counter()
        with request.urlopen(request.Request(address, content, headers), timeout=30):
            times.append((time.perf_counter() - began) * 1000)
        time.sleep(0.1)
    return times


def _visits(website: Any) -> list[float]:
    times = []
    for turn in range(VISITS):
        began = time.perf_counter()
        website.say(QUESTIONS[turn % len(QUESTIONS)])
        times.append((time.perf_counter() - began) * 1000)
        time.sleep(0.05)
    return times


def _at(times: list[float], percent: int) -> float:
    return quantiles(times, n=100)[percent - 1]


if __name__ == "__main__":
    main()
