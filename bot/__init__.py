"""L'assistant des mairies pour les litiges télécom; importable and testable without Rasa."""
