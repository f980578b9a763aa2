"""Runs the command line with `python -m assessment.cli`."""

from assessment.cli import main

main(prog_name="assessment")
