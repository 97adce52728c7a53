#!/usr/bin/env bash
# Twilio's sms-segments-calculator, with smart encoding, turns one no-break
# space (U+00A0) into two spaces, so a text can grow past one segment.
#
# Guessed: 159 letters "a" and one U+00A0, smart encoding on: GSM-7, 160
#          characters, 1 segment.
# Seen:    GSM-7, 161 characters, 2 segments: the replacement table maps U+00A0
#          to two spaces. Off: UCS-2, 160 characters, 3 segments. With a plain
#          space in its place, smart encoding on: GSM-7, 160, 1 segment.
# Matters to: a town hall whose assistant sizes and budgets French SMS, which have
#          a no-break space before ":" and "€", with this calculator.
# Library: sms-segments-calculator 1.3.0 (with grapheme-splitter 1.0.4)
# Date:    2026-11-28
#
# Needs: bash, npm and node (seen with node 20) on PATH, and a package registry
# for npm; python3 is not used.
# Exit status: 0 and "OK" if the behaviour is as described; 1 with "CHANGED" if
# it is not; 2 if the set-up (packages) could not be installed.

set -euo pipefail

tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
cd "$tmp"

printf '{"name": "check", "version": "1.0.0", "private": true}\n' > package.json
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact \
    sms-segments-calculator@1.3.0 grapheme-splitter@1.0.4 > /dev/null ||
    { echo "SET-UP: could not install the pinned packages" >&2; exit 2; }

cat > check.cjs <<'EOF'
const { SegmentedMessage } = require('sms-segments-calculator');

const a = 'a'.repeat(159);
const cases = [
  // label, text, smart encoding, described result
  ['159 x "a" + U+00A0, smart encoding on', a + '\u00a0', true, 'GSM-7, 161 characters, 2 segments'],
  ['159 x "a" + U+00A0, smart encoding off', a + '\u00a0', false, 'UCS-2, 160 characters, 3 segments'],
  ['159 x "a" + plain space, smart encoding on', a + ' ', true, 'GSM-7, 160 characters, 1 segments'],
];
const lines = [];
let changed = false;
for (const [label, text, smart, want] of cases) {
  const m = new SegmentedMessage(text, 'auto', smart);
  const got = `${m.encodingName}, ${m.numberOfCharacters} characters, ${m.segmentsCount} segments`;
  lines.push(`${label} -> ${got}`);
  if (got !== want) {
    changed = true;
    console.error(`CHANGED: ${label}: described "${want}", now "${got}"`);
  }
}
if (changed) process.exit(1);
console.log('OK');
console.log(lines.join('\n'));
EOF
node check.cjs
