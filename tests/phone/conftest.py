"""What a carrier's own library knows, for who judges the documents that we serve."""

import json
import subprocess
import sys

import pytest

from tests.running import ROOT

# What Twilio's own library would write for the same verbs: their attributes.
TWILIO = """
import inspect, json
from twilio.twiml.voice_response import VoiceResponse, Gather, Dial
from twilio.twiml import TwiML
def camel(name):
    words = name.rstrip("_").split("_")
    return words[0] + "".join(word.capitalize() for word in words[1:])
names = "gather say redirect dial hangup"
verbs = {name.capitalize(): getattr(VoiceResponse, name) for name in names.split()}
verbs["Number"] = Dial.number
print(json.dumps({verb: [camel(name) for name in inspect.signature(make).parameters]
                  for verb, make in verbs.items()}))
"""


@pytest.fixture(scope="session")
def attributes() -> dict[str, list[str]]:
    """The attributes of each verb, by Twilio's library, in a process that does not do without."""
    done = subprocess.run([sys.executable, "-c", TWILIO], cwd=ROOT, capture_output=True, check=True)
    known: dict[str, list[str]] = json.loads(done.stdout)
    return known
