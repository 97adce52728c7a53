#!/usr/bin/env bash
# num2words drops the minus sign of a number between -1 and 0.
#
# Guessed: num2words(-0.5, lang="fr") gives "moins zéro virgule cinq".
# Seen:    it gives "zéro virgule cinq", the same text as for 0.5; the minus is
#          lost without an error. -1.5 is right: "moins un virgule cinq".
#          English does the same ("zero point five"), so it is the shared code
#          for decimals: it words the whole part alone, and that part is 0.
# Matters to: a resident who hears or reads, from a town-hall assistant, a
#          temperature, a balance or a change of rate of -0.5 as a positive one.
# Library: num2words 0.5.14 (its dependency docopt serves only its command line,
#          is not imported here, and is not installed)
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
    --only-binary :all: num2words==0.5.14 ||
    { echo "SET-UP: could not install the pinned packages" >&2; exit 2; }

cat > "$tmp/check.py" <<'EOF'
import sys
from num2words import num2words

observed = {
    'num2words(-0.5, lang="fr")': num2words(-0.5, lang="fr"),
    'num2words(0.5, lang="fr")': num2words(0.5, lang="fr"),
    'num2words(-1.5, lang="fr")': num2words(-1.5, lang="fr"),
    'num2words(-0.5, lang="en")': num2words(-0.5, lang="en"),
}
expected = {
    'num2words(-0.5, lang="fr")': "zéro virgule cinq",
    'num2words(0.5, lang="fr")': "zéro virgule cinq",
    'num2words(-1.5, lang="fr")': "moins un virgule cinq",
    'num2words(-0.5, lang="en")': "zero point five",
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
