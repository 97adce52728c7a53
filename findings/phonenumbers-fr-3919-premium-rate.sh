#!/usr/bin/env bash
# phonenumbers rates 3919, the free French helpline on violence against women,
# as a premium-rate short number.
#
# Guessed: expected_cost_for_region for 3919 in FR is UNKNOWN_COST.
# Seen:    it is PREMIUM_RATE. 3018 (digital harassment, free too) is TOLL_FREE.
#          The FR short-number data has 30xx and 31xx as free and all of 32xx to
#          39xx as premium, with no exception for 3919.
# Matters to: a victim whom a town-hall assistant would warn that the 3919 is
#          charged, or from whom it would hide the number as a paid one.
# Library: phonenumbers 9.0.43 (no dependencies)
# Date:    2026-11-28
#
# Needs: bash, python3 (3.10 or newer) on PATH, and a Python package index for pip.
# Exit status: 0 and "OK" if the behaviour is as described; 1 with "CHANGED" if
# it is not; 2 if the set-up (packages) could not be installed.

set -euo pipefail

tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

python3 -c 'import sys; sys.exit(sys.version_info < (3, 10))' ||
    { echo "SET-UP: python3 3.10 or newer is needed" >&2; exit 2; }
python3 -m venv "$tmp/venv" ||
    { echo "SET-UP: could not make a virtual environment" >&2; exit 2; }
"$tmp/venv/bin/pip" install -qq --disable-pip-version-check --no-deps \
    --only-binary :all: phonenumbers==9.0.43 ||
    { echo "SET-UP: could not install the pinned packages" >&2; exit 2; }

cat > "$tmp/check.py" <<'EOF'
import sys
from phonenumbers import parse
from phonenumbers import shortnumberinfo as s

NAMES = {
    s.ShortNumberCost.TOLL_FREE: "TOLL_FREE",
    s.ShortNumberCost.STANDARD_RATE: "STANDARD_RATE",
    s.ShortNumberCost.PREMIUM_RATE: "PREMIUM_RATE",
    s.ShortNumberCost.UNKNOWN_COST: "UNKNOWN_COST",
}
observed = {}
for number in ("3919", "3018"):
    n = parse(number, "FR")
    observed[number + " valid short number in FR"] = s.is_valid_short_number_for_region(n, "FR")
    observed[number + " expected cost in FR"] = NAMES[s.expected_cost_for_region(n, "FR")]
expected = {
    "3919 valid short number in FR": True,
    "3919 expected cost in FR": "PREMIUM_RATE",
    "3018 valid short number in FR": True,
    "3018 expected cost in FR": "TOLL_FREE",
}

changed = [(k, observed.get(k), v) for k, v in expected.items() if observed.get(k) != v]
for k, got, want in changed:
    print(f"CHANGED: {k}: described {want!r}, now {got!r}", file=sys.stderr)
if changed:
    sys.exit(1)
print("OK")
for k in expected:
    print(f"{k} -> {observed[k]!r}")
EOF
"$tmp/venv/bin/python" -I -X utf8 "$tmp/check.py"
