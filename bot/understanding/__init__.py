"""Which question a resident is asking: text features and a linear model; no Rasa here."""
