"""The messaging apps: what arrives, what is answered, and how each app has it.

Nothing here knows Rasa: ``bot/rasa/messaging.py`` gives the desk its assistant and its routes.
"""
