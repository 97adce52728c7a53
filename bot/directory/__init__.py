"""A town file made from the State's directory of administrations, as an administrator downloads it.

``records`` reads the file, ``choosing`` finds the town hall in it, ``contact`` and ``hours`` read
what the record says (``comments`` the words beside its hours), ``town_file`` writes it down.
"""
