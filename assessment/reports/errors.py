"""What can go wrong while a report is made, as exceptions whose message tells a reader what to do."""


class ReportError(Exception):
    """A report could not be made; ``str()`` of it is a plain sentence for the person who asked.

    ReportError
    ├── ReportTooSlow     the time limit was used up
    ├── ReportTooLarge    the memory limit, or the limit on what goes in or comes out, was reached
    └── ReportFailed      anything else: the renderer refused the document or ended early
    """

    code = "report-error"


class ReportTooSlow(ReportError):
    """Making the report took longer than allowed."""

    code = "too-slow"

    def __init__(self, seconds: float) -> None:
        """Name the limit in seconds."""
        super().__init__(
            f"The report was not finished within {seconds:g} seconds and was stopped. "
            "Shorten very long notes, or raise the time limit for reports, and try again."
        )
        self.seconds = seconds


class ReportTooLarge(ReportError):
    """The report needed more memory or more bytes than allowed; ``what`` names which."""

    code = "too-large"

    def __init__(self, what: str, limit: int) -> None:
        """Name what was exceeded and its limit in bytes."""
        super().__init__(
            f"The report needs more than {limit / 1024**2:.0f} MiB {what} and was stopped. "
            "Shorten very long notes, or raise this limit for reports, and try again."
        )
        self.what = what
        self.limit = limit


class ReportFailed(ReportError):
    """The renderer could not set the document; ``reason`` is a short code, never text from the document."""

    code = "failed"

    def __init__(self, reason: str) -> None:
        """Keep the reason as a code that can be logged and looked up."""
        super().__init__(
            f"The report could not be made ({reason}). Nothing is lost: the answers are stored. "
            "Try again; if it happens twice, send this message to whoever runs this service."
        )
        self.reason = reason
