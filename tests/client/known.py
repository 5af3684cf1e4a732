"""What the tests of sealing read from the vectors."""

from client.keys import KeyPair
from client.sealing import CompartmentKey, Place
from demeso.kernel.canon import unb64


def key_of(row):
    return CompartmentKey(row["id"], unb64(row["key"]))


def pair_of(row):
    return KeyPair(row["entry"], unb64(row["kem"]), unb64(row["sign"]))


def place_of(row):
    return Place(row["object"], row["compartment"], row["version"])


def drawing(*texts):
    """Give out these bytes one after the other: what was drawn once."""
    rest = [unb64(text) for text in texts]
    return lambda size: rest.pop(0)
