"""The table of everything that is served."""

from __future__ import annotations

from runtime.http.account import ACCOUNT
from runtime.http.approval_page import APPROVAL_PAGE
from runtime.http.approvals import APPROVALS
from runtime.http.assignments import ASSIGNMENT_ENDPOINTS
from runtime.http.backtests import BACKTESTS
from runtime.http.batch import BATCH
from runtime.http.call import Endpoint
from runtime.http.catalogue import CATALOGUE
from runtime.http.channels import CHANNELS
from runtime.http.conditions import CONDITIONS
from runtime.http.connectors import CONNECTORS
from runtime.http.credentials import CREDENTIALS
from runtime.http.delegations import DELEGATIONS
from runtime.http.departments import DEPARTMENTS
from runtime.http.documents import DOCUMENTS
from runtime.http.drift import DRIFT
from runtime.http.exports import EXPORTS
from runtime.http.files import FILES
from runtime.http.first_run import FIRST_RUN
from runtime.http.form_links import FORM_LINKS
from runtime.http.formulas import FORMULAS
from runtime.http.health import HEALTH
from runtime.http.home import home
from runtime.http.identity import IDENTITY
from runtime.http.import_steps import IMPORT_STEPS
from runtime.http.imports import IMPORTS
from runtime.http.invitations import INVITATIONS
from runtime.http.keys import KEYS
from runtime.http.live import LIVE
from runtime.http.market import MARKET
from runtime.http.moves import MOVES
from runtime.http.old_runs import OLD_RUNS
from runtime.http.people import PEOPLE
from runtime.http.plans import PLANS
from runtime.http.preferences import PREFERENCES
from runtime.http.public_forms import PUBLIC_FORMS
from runtime.http.queries import QUERIES
from runtime.http.record_questions import RECORD_QUESTIONS
from runtime.http.records import RECORDS
from runtime.http.regions import REGIONS
from runtime.http.reports import REPORTS
from runtime.http.runs import RUNS
from runtime.http.search import SEARCH
from runtime.http.todos import TO_DO_ENDPOINTS
from runtime.http.trials import TRIALS
from runtime.http.webhooks import WEBHOOKS
from runtime.http.working_time import WORKING_TIME
from runtime.http.workspace_settings import SETTINGS

INTERFACE: tuple[Endpoint, ...] = (
    *HEALTH,
    *FIRST_RUN,
    *IDENTITY,
    *ACCOUNT,
    *PREFERENCES,
    *SETTINGS,
    *WORKING_TIME,
    *DOCUMENTS,
    *FORM_LINKS,
    *PLANS,
    *BACKTESTS,
    *KEYS,
    *FORMULAS,
    *CONDITIONS,
    *CATALOGUE,
    *RECORDS,
    *RECORD_QUESTIONS,
    *EXPORTS,
    *BATCH,
    *MOVES,
    *QUERIES,
    *SEARCH,
    *IMPORTS,
    *IMPORT_STEPS,
    *FILES,
    *LIVE,
    *PEOPLE,
    *INVITATIONS,
    *DEPARTMENTS,
    *MARKET,
    *APPROVALS,
    *APPROVAL_PAGE,
    *DELEGATIONS,
    *DRIFT,
    *REGIONS,
    *REPORTS,
    *TO_DO_ENDPOINTS,
    *ASSIGNMENT_ENDPOINTS,
    *RUNS,
    *OLD_RUNS,
    *TRIALS,
    *CREDENTIALS,
    *CONNECTORS,
    *CHANNELS,
    *WEBHOOKS,
)

ENDPOINTS: tuple[Endpoint, ...] = (*INTERFACE, *PUBLIC_FORMS, *home(INTERFACE))
