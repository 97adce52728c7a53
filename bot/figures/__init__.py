"""Figures for the town hall: counts only, by month, of nobody in particular."""
