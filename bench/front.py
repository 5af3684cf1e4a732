"""A front before a server, as production has one: TLS, HTTP/2 and brotli."""

import contextlib
import subprocess
import tempfile
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from socket import create_connection

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from bench.apart import ROOT
from bench.weight import NODE
from demeso.kernel.clock import now

PATIENCE = 200  # tenths of a second
DAY = timedelta(days=1)


@contextlib.contextmanager
def front(server: int, own: int) -> Iterator[str]:
    """Answer on a port of one's own for a server on another; yield the origin."""
    with tempfile.TemporaryDirectory() as folder:
        certify(Path(folder))
        line = [
            program(),
            str(ROOT / "bench" / "front.mjs"),
            str(server),
            str(own),
            folder,
        ]
        running = subprocess.Popen(line)
        try:
            wait(own)
            yield f"https://localhost:{own}"
        finally:
            running.terminate()
            running.wait(timeout=20)


def program() -> str:
    """Return Node itself: what stands on the path may only start it, and end alone."""
    asked = [str(NODE), "-p", "process.execPath"]
    told = subprocess.run(asked, check=True, stdout=subprocess.PIPE)
    return told.stdout.decode().strip()


def certify(folder: Path) -> None:
    """Make a key, and a certificate that it signs itself, for one day."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now() - DAY)
        .not_valid_after(now() + DAY)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), False)  # noqa: FBT003 -- not critical
        .sign(key, hashes.SHA256())
    )
    written = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    (folder / "key.pem").write_bytes(written)
    (folder / "cert.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))


def wait(port: int) -> None:
    """Wait until somebody answers on a port of this machine."""
    for _try in range(PATIENCE):
        with contextlib.suppress(OSError):
            create_connection(("127.0.0.1", port), timeout=5).close()
            return
        time.sleep(0.1)
    raise AssertionError("nobody answers")
