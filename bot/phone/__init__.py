"""The phone line: what the clerk who answers says, and what the town's phone menu speaks.

All of it is made from the responses of ``domain.yml``, the facts and the guided path: nothing here
states a fact of its own.
"""
