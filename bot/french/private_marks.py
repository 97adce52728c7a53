"""Marks that stand for what is no word in a line of plain words.

Each begins with a private character, so that nobody can type one.
"""

DATE = "\ue000date"
OPERATOR = "\ue000operator"
NUMBER = "\ue000number"
SHORT_NUMBER = "\ue000short"
