"""Refuse a file that is too large before it is read."""

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

from demeso.interchange.rules.decoding import MOST_BYTES

AROUND = 64 * 1024  # of the form, beside the file


class Bounded(FileUploadHandler):
    """Stand before the handlers that keep files, and keep none."""

    def handle_raw_input(self, input_data: Any, *rest: Any, **more: Any) -> None:
        """Refuse by what the request says of its own length; more is not read."""
        del input_data, more
        _meta, content_length, *_others = rest
        if content_length > MOST_BYTES + AROUND:
            raise RequestDataTooBig("a file is larger than 50 MB")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Hand on what came."""
        del start
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Keep nothing: the handlers after this one do."""
        del file_size
