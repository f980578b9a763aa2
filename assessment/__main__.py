"""The command line with its application: `assessment …` and `python -m assessment …`."""

from __future__ import annotations

from assessment import cli
from assessment.app import create_app


def main() -> None:
    """Run the command line; commands that serve get the application's factory, which lies above them."""
    cli.main(prog_name="assessment", obj=create_app)


if __name__ == "__main__":
    main()
