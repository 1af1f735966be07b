"""The table of everything that is served."""

from __future__ import annotations

from runtime.http.batch import BATCH
from runtime.http.call import Endpoint
from runtime.http.departments import DEPARTMENTS
from runtime.http.documents import DOCUMENTS
from runtime.http.drift import DRIFT
from runtime.http.formulas import FORMULAS
from runtime.http.health import HEALTH
from runtime.http.home import home
from runtime.http.identity import IDENTITY
from runtime.http.imports import IMPORTS
from runtime.http.moves import MOVES
from runtime.http.people import PEOPLE
from runtime.http.plans import PLANS
from runtime.http.queries import QUERIES
from runtime.http.records import RECORDS

INTERFACE: tuple[Endpoint, ...] = (
    *HEALTH,
    *IDENTITY,
    *DOCUMENTS,
    *PLANS,
    *FORMULAS,
    *RECORDS,
    *BATCH,
    *MOVES,
    *QUERIES,
    *IMPORTS,
    *PEOPLE,
    *DEPARTMENTS,
    *DRIFT,
)

ENDPOINTS: tuple[Endpoint, ...] = (*INTERFACE, *home(INTERFACE))
