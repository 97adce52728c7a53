"""« Cela vous a-t-il aidé ? »: what may be chosen; the choices are counted, and nothing else."""

# Each is an entity of a button's payload, a slot that remembers it, and a figure that counts it.
HELPED = "helped"
MISSING = "missing"
CHOICES = {
    HELPED: ("yes", "no"),
    MISSING: ("not_understood", "unclear", "incomplete", "unsolved"),
}
# What the slot holds before the resident has chosen.
ASKED = "asked"
