"""Keep logs free of stack traces, names and codes."""

import logging


class NoDetail(logging.Filter):
    """Reduce every log line to what failed, where, and its kind of error."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the line in place and let it pass."""
        kind = record.exc_info[0] if record.exc_info else None
        fault = f" {kind.__name__}" if kind else ""
        place = f"{record.name}:{record.module}:{record.lineno}"
        record.msg = f"{record.levelname} {place}{fault}"
        record.args = ()
        record.exc_info = None
        record.exc_text = None
        record.stack_info = None
        return True
