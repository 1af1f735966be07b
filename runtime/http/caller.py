"""Request → actor: a session cookie, an API token, or the key of this machine's command line."""

from __future__ import annotations

import secrets
from collections.abc import Mapping

from starlette.requests import cookie_parser

from engine.actor import Actor, Origin
from runtime.errors import NotAllowed, SignInNeeded
from runtime.http.call import Endpoint
from runtime.http.errors import language_of
from runtime.http.site import Site
from runtime.identity.secret_texts import sha256_of
from runtime.identity.sessions import find_session, session_actor
from runtime.identity.tokens import PREFIX, find_token, token_actor

COOKIE = "tangram"
CSRF_HEADER = "x-csrf-token"
LOCAL_PREFIX = "tgl_"
LONGEST_SECRET = 200
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

NOBODY = Actor(user=None, name="", roles=frozenset(), scopes=frozenset())
"""The caller of what needs no signing in: may nothing else."""


def find_caller(site: Site, endpoint: Endpoint, method: str, headers: Mapping[str, str]) -> Actor:
    """Who calls. Raises SignInNeeded, and NotAllowed for a browser's write without its CSRF
    token."""
    if endpoint.is_public:
        return NOBODY
    language = language_of(headers) if "accept-language" in headers else None
    authorization = headers.get("authorization")
    if authorization is not None:
        return bearer_actor(site, authorization, language)
    secret = session_secret(headers)
    if secret is None:
        raise SignInNeeded
    session = find_session(site.work, secret)
    if method not in SAFE_METHODS:
        given = headers.get(CSRF_HEADER, "")
        if not secrets.compare_digest(given.encode(), session.csrf.encode()):
            raise NotAllowed("csrf_missing")
    site.uses.note_session(sha256_of(secret), site.work.now())
    return session_actor(site.work, session, language)


def bearer_actor(site: Site, authorization: str, language: str | None) -> Actor:
    """The caller that `Authorization: Bearer …` proves."""
    scheme, _, secret = authorization.partition(" ")
    secret = secret.strip()
    if scheme.lower() != "bearer" or not 0 < len(secret) <= LONGEST_SECRET:
        raise SignInNeeded
    if secret.startswith(LOCAL_PREFIX):
        return local_actor(site, secret, language)
    if not secret.startswith(PREFIX):
        raise SignInNeeded
    token = find_token(site.work, secret)
    site.uses.note_token(token.id, site.work.now())
    return token_actor(site.work, token, language)


def local_actor(site: Site, secret: str, language: str | None) -> Actor:
    """Whoever may read the workspace's directory administers it (decision 48)."""
    if site.local_key is None or not secrets.compare_digest(
        secret.encode(), site.local_key.encode()
    ):
        raise SignInNeeded
    return Actor(
        user=None,
        name="tangram",
        roles=frozenset(),
        is_admin=True,
        origin=Origin.CLI,
        language=language or "zh",
    )


def session_secret(headers: Mapping[str, str]) -> str | None:
    """What the session cookie holds, None where there is none."""
    secret = cookie_parser(headers.get("cookie", "")).get(COOKIE, "")
    return secret if 0 < len(secret) <= LONGEST_SECRET else None
