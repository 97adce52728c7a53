"""What we state, against what was downloaded: the State's sheet, the directory, the links."""
