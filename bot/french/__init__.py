"""French as residents write it and as the assistant answers it; no Rasa here."""
