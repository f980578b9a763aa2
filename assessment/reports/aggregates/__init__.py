"""Released figures as files: one writer for each format, none of which can be given anything but released cells."""
