"""Taking data along: everything of an organisation or of a person as one ZIP file."""
