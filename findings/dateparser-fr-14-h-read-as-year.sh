#!/usr/bin/env bash
# dateparser reads the hour of "à 14 h" (with a space) as the year 2014.
#
# Guessed: parse("jeudi 3 décembre à 14 h", languages=["fr"]), with 28 November
#          2026 10:00 as the base, gives None.
# Seen:    it gives 2014-12-03 00:00: a date twelve years back, and no hour.
#          "à 14h" and "à 14h00" without the space give 2026-12-03 14:00.
#          The space is the recommended French way to write the hour.
# Matters to: a resident who writes "jeudi 3 décembre à 14 h" to a town-hall
#          assistant to book an appointment: a wrong date and no error.
# Library: dateparser 1.5.0 (with python-dateutil 3.0.0, six 1.17.0, pytz 2026.6,
#          regex 2026.9.29, tzlocal 5.4.5, tzdata 2026.6)
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
    --only-binary :all: dateparser==1.5.0 python-dateutil==3.0.0 six==1.17.0 \
    pytz==2026.6 regex==2026.9.29 tzlocal==5.4.5 tzdata==2026.6 ||
    { echo "SET-UP: could not install the pinned packages" >&2; exit 2; }

cat > "$tmp/check.py" <<'EOF'
import sys
from datetime import datetime
import dateparser

settings = {"RELATIVE_BASE": datetime(2026, 11, 28, 10, 0)}
expected = {
    "jeudi 3 décembre à 14 h": "2014-12-03T00:00:00",
    "jeudi 3 décembre à 14h": "2026-12-03T14:00:00",
    "jeudi 3 décembre à 14h00": "2026-12-03T14:00:00",
}
observed = {}
for text in expected:
    got = dateparser.parse(text, languages=["fr"], settings=settings)
    observed[text] = got and got.isoformat()

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
