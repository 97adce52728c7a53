"""What the assistant does beyond saying a fixed response.

Each action reads the tracker, calls ``bot`` and says a response of ``domain.yml``: no fact, no date
arithmetic and no wording of its own.
"""
