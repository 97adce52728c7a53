"""The one name of a conversation, in memory and in the database: its town's and its sender's."""

from bot.knowledge import served

# No sender of the website holds it: nobody can name another town's conversation.
BETWEEN = "\x1f"


def stored_as(sender_id: str) -> str:
    """The name of a sender's conversation with the town served."""
    town = served().key
    return f"{town}{BETWEEN}{sender_id}" if town else sender_id
