"""What Rasa needs from us: components, answers, storage, channels and the server."""
