"""Signatures as Twilio's library makes them."""

import json
import sys

from twilio.request_validator import RequestValidator

json.dump(
    [
        RequestValidator(token).compute_signature(address, fields, algorithm)
        for address, fields, algorithm, token in json.load(sys.stdin)
    ],
    sys.stdout,
)
