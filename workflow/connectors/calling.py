"""★ One call of an outside system: gate, proof, question, what the answer means, the record of it.

Never within a transaction. What is tried again and what is not (workflow.md, "Retries"): a refused
proof is renewed once; 429 waits as long as it says; no answer and 5xx may pass; any other refusal
is final.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urlencode

import orjson
import sqlalchemy as sa

from engine.database import Connection
from engine.database.named import NamedStatements
from engine.workspace import Workspace
from metadata.documents.connector import ConnectorDocument
from metadata.resolved_workflow import Connector
from workflow.connectors.gate import enter_gate, leave_gate
from workflow.connectors.proving import PartMissing, keep_token, kept_token, prove, read_token
from workflow.credentials import Parts, read_parts
from workflow.errors import CredentialUnknown, SecretKeyUnusable
from workflow.outside_addresses import read_networks
from workflow.outside_client import Answered, Question, Unanswered, ask
from workflow.outside_tables import tg_call

LONGEST_NOTE = 300
LONGEST_ADDRESS = 500
SHORTEST_SECRET = 4
MOST_WAIT = timedelta(days=1)
TOKEN_SECONDS = 10.0
MAY_PASS = frozenset({408, 425, 429})
HIDDEN = "••••"

STATEMENTS = NamedStatements({"note": sa.insert(tg_call)})


@dataclass(frozen=True, slots=True)
class Call:
    """What is asked. `what` names it in the record (`operation.push`); `path` begins with `/` and
    may have a query; `address` stands for base and path where a page is named by a whole address.
    `key` is the idempotency key."""

    what: str
    method: str
    path: str = ""
    query: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    key: str | None = None
    seconds: float = 10.0
    address: str | None = None


class CallFailed(Exception):
    """Nothing usable came of it. `may_pass` where another try may help, from `at` on if that is
    known; `status` of the answer, None where there was none."""

    def __init__(
        self,
        code: str,
        *,
        may_pass: bool,
        at: datetime | None = None,
        status: int | None = None,
    ) -> None:
        super().__init__(code)
        self.code = code
        self.may_pass = may_pass
        self.at = at
        self.status = status

    @property
    def is_silence(self) -> bool:
        """Whether the other side gave no answer, or one that says it does not work."""
        return self.status is None or self.status >= 500


def call_connector(work: Workspace, connector: Connector, call: Call) -> Answered:
    """The answer, a 2xx. Raises CallFailed."""
    document = connector.document
    parts = parts_for(work, document)
    refusal = enter_gate(work, connector.name, document)
    if refusal is not None:
        raise CallFailed(refusal.code, may_pass=True, at=refusal.at)
    try:
        answered = attempt(work, connector, call, parts)
        if answered.status == 401 and document.auth.kind == "token":
            keep_token(work, connector.name, None, None)
            answered = attempt(work, connector, call, parts)
    except PartMissing as error:
        raise CallFailed("credential_unfit", may_pass=False) from error
    failure = failure_of(answered, work.now())
    if failure is not None:
        raise failure
    return answered


def parts_for(work: Workspace, document: ConnectorDocument) -> Parts:
    """The parts of the connector's credential. Raises CallFailed."""
    if document.credential is None:
        return {}
    try:
        return read_parts(work, document.credential)
    except (CredentialUnknown, SecretKeyUnusable) as error:
        raise CallFailed(error.code, may_pass=False) from error


def attempt(work: Workspace, connector: Connector, call: Call, parts: Parts) -> Answered:
    """The answer, whatever its status, written down. Raises CallFailed where there is none."""
    auth = connector.document.auth
    token = None
    if auth.kind == "token":
        token = kept_token(work, connector.name) or fetch_token(work, connector, parts)
    proof = prove(auth, parts, token, call.body)
    question = question_of(connector.document, call, {**call.query, **proof.query})
    question = replace(question, headers={**question.headers, **proof.headers})
    secrets = [*parts.values(), *([token] if token else [])]
    return exchange(work, connector, call, question, secrets)


def fetch_token(work: Workspace, connector: Connector, parts: Parts) -> str:
    """A new token, kept for the next calls. Raises CallFailed."""
    auth, document = connector.document.auth, connector.document
    if auth.token_path is None:
        raise CallFailed("token_path_missing", may_pass=False)
    given = {"grant_type": "client_credentials", **parts}
    is_post = auth.token_method != "GET"
    call = Call(
        "token",
        auth.token_method,
        auth.token_path,
        query={} if is_post else given,
        body=orjson.dumps(given) if is_post else b"",
        seconds=TOKEN_SECONDS,
    )
    question = question_of(document, call, call.query)
    answered = exchange(work, connector, call, question, [*parts.values()])
    failure = failure_of(answered, work.now())
    if failure is not None:
        code = "credential_refused" if failure.status in (400, 401, 403) else failure.code
        raise CallFailed(code, may_pass=failure.may_pass, at=failure.at, status=failure.status)
    found = read_token(auth, answered.body, work.now())
    if found is None:
        raise CallFailed("token_missing", may_pass=False, status=answered.status)
    keep_token(work, connector.name, *found)
    return found[0]


def question_of(document: ConnectorDocument, call: Call, query: Mapping[str, str]) -> Question:
    """The request as it goes out, without its proof."""
    address = call.address or document.base.rstrip("/") + call.path
    if query:
        address += ("&" if "?" in address else "?") + urlencode(query)
    headers = {"Accept": "application/json", **call.headers}
    if call.body:
        headers.setdefault("Content-Type", "application/json")
    return Question(call.method, address, headers, call.body, call.seconds)


def exchange(
    work: Workspace, connector: Connector, call: Call, question: Question, secrets: list[str]
) -> Answered:
    """The answer; it and how long it took are written down, and count for the gate. Raises
    CallFailed where there is none."""
    began = time.monotonic()
    answered, failed = None, None
    try:
        answered = ask(question, read_networks(work))
    except Unanswered as unanswered:
        failed = CallFailed(unanswered.code, may_pass=unanswered.may_pass)
    found = failed if answered is None else failure_of(answered, work.now())
    row = {
        "id": work.new_id(),
        "connector": connector.name,
        "what": call.what,
        "key": call.key,
        "at": work.now(),
        "milliseconds": int((time.monotonic() - began) * 1_000),
        "method": question.method,
        "address": hide(question.address.partition("?")[0], secrets)[:LONGEST_ADDRESS],
        "status": None if answered is None else answered.status,
        "code": None if found is None else found.code,
        "note": None if answered is None or found is None else note_of(answered, secrets),
    }
    # An address that may not be asked says nothing about the other side.
    is_answered = found is None or not found.is_silence or not found.may_pass
    rest_until = found.at if found is not None and found.status == 429 else None

    def write(connection: Connection) -> None:
        connection.run(STATEMENTS.on(connection.dialect, "note"), row)
        leave_gate(
            connection,
            work,
            connector.name,
            connector.document,
            is_answered=is_answered,
            rest_until=rest_until,
        )

    work.database.write(write)
    if answered is None:
        assert failed is not None
        raise failed
    return answered


def failure_of(answered: Answered, now: datetime) -> CallFailed | None:
    """What a status means; None where all is well."""
    status = answered.status
    if 200 <= status < 300:
        return None
    if status in (401, 403):
        return CallFailed("not_let_in", may_pass=False, status=status)
    may_pass = status >= 500 or status in MAY_PASS
    at = named_moment(answered.headers.get("retry-after"), now) if may_pass else None
    code = "failing" if status >= 500 else "too_fast" if status == 429 else "refused"
    return CallFailed(code, may_pass=may_pass, at=at, status=status)


def named_moment(text: str | None, now: datetime) -> datetime | None:
    """The moment in a `Retry-After`: seconds, or a date; a day from now at most."""
    if text is None:
        return None
    if text.isascii() and text.isdigit():
        return now + min(timedelta(seconds=int(text[:9])), MOST_WAIT)
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return min(max(moment.astimezone(UTC), now), now + MOST_WAIT)


def note_of(answered: Answered, secrets: list[str]) -> str:
    """How the answer began, without anything secret."""
    text = answered.body[: LONGEST_NOTE * 4].decode("utf-8", "replace").replace("\x00", "")
    return hide(text, secrets)[:LONGEST_NOTE]


def hide(text: str, secrets: list[str]) -> str:
    """The text without the secrets, in any form that an address gives them."""
    for secret in sorted(secrets, key=len, reverse=True):
        for form in (secret, urlencode({"": secret})[1:]):
            if len(form) >= SHORTEST_SECRET:
                text = text.replace(form, HIDDEN)
    return text
