"""The same with big numbers: a million leaves, and devices on a bad network.

Prints what it finds and ends with 1 when an act was lost or doubled. Bounded:
about twenty minutes on two cores.
"""

import json
import os
import random
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path

from bench import verify
from bench.apart import DATABASES, Row, measured, timed
from client.acts import Pen
from client.cast import DEME, Player
from client.townspeople import Town, enter, invite, require_quiet, settle
from client.walk import open_case, record_needs
from client.worker import BATCH, Worker
from demeso.casework.rules import line_id
from tests.journeys.house import House, rows as stored
