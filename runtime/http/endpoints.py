"""The table of everything that is served."""

from __future__ import annotations

from runtime.http.batch import BATCH
from runtime.http.call import Endpoint
from runtime.http.health import HEALTH
from runtime.http.identity import IDENTITY
from runtime.http.queries import QUERIES
from runtime.http.records import RECORDS

ENDPOINTS: tuple[Endpoint, ...] = (*HEALTH, *IDENTITY, *RECORDS, *BATCH, *QUERIES)
