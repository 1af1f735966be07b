"""Sessions, tokens, and who the caller is."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import AwareDatetime, Field

from engine.people import find_user, read_user
from runtime.errors import BodyProblem, InvalidBody, NotAllowed, NotFound, SignInNeeded
from runtime.http.body import Body, read_body_as, schema_of
from runtime.http.call import Answer, Call, Endpoint
from runtime.http.caller import COOKIE
from runtime.http.ids import read_id
from runtime.http.me import describe_me
from runtime.identity.sessions import (
    LIFE,
    Browser,
    SignedIn,
    find_session,
    session_actor,
    sign_in,
    sign_out,
)
from runtime.identity.tokens import (
    Token,
    TokenDraft,
    is_scope,
    list_tokens,
    make_token,
    revoke_token,
)

Json = dict[str, object]


class SignIn(Body):
    """What somebody signs in with."""

    login: Annotated[str, Field(max_length=200)]
    password: Annotated[str, Field(max_length=1_000)]


class NewToken(Body):
    """A token as it is to be. Without scopes it may all that its person may."""

    label: Annotated[str, Field(min_length=1, max_length=100)]
    scopes: Annotated[list[str], Field(min_length=1, max_length=100)] | None = None
    expires: AwareDatetime | None = None
    login: str | None = None


def answer_sign_in(call: Call) -> Answer:
    """A browser is signed in: the cookie proves it, `csrf` goes with its writes."""
    refuse_cross_site(call)
    asked = read_body_as(SignIn, call)
    tries = call.site.tries
    return answer_signed_in(
        call, sign_in(call.work, tries, asked.login, asked.password, browser_of(call))
    )


def refuse_cross_site(call: Call) -> None:
    """No other site signs anybody in here. Raises NotAllowed."""
    if call.headers.get("sec-fetch-site") == "cross-site":
        raise NotAllowed("cross_site")


def browser_of(call: Call) -> Browser:
    """From where the call comes."""
    return Browser(call.address, call.headers.get("user-agent", ""))


def answer_signed_in(call: Call, signed_in: SignedIn) -> Answer:
    """The cookie of the new session, what must come with its writes, and who it is."""
    actor = session_actor(call.work, signed_in.session, None)
    body = {"csrf": signed_in.session.csrf, "me": describe_me(call, actor)}
    return Answer(body, 201, {"Set-Cookie": cookie_of(signed_in, call)})


def cookie_of(signed_in: SignedIn, call: Call) -> str:
    """The session's cookie: no script reads it, no other site's form sends it."""
    seconds = int(LIFE.total_seconds())
    parts = [f"{COOKIE}={signed_in.secret}", "Path=/", "HttpOnly", "SameSite=Lax"]
    parts += [f"Max-Age={seconds}", *(["Secure"] if call.is_secure else [])]
    return "; ".join(parts)


def answer_sign_out(call: Call) -> Answer:
    """The caller's session is over."""
    if secret := cookie_in(call):
        sign_out(call.work, secret)
    gone = f"{COOKIE}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0"
    return Answer(status=204, headers={"Set-Cookie": gone})


def cookie_in(call: Call) -> str | None:
    """The session's secret, where the caller is a browser."""
    if "authorization" in call.headers:
        return None
    for part in call.headers.get("cookie", "").split(";"):
        name, _, value = part.strip().partition("=")
        if name == COOKIE:
            return value
    return None


def answer_me(call: Call) -> Answer:
    """Who the caller is and what is open to them; a browser is given its `csrf` again."""
    me = describe_me(call, call.actor)
    if secret := cookie_in(call):
        me["csrf"] = find_session(call.work, secret).csrf
    return Answer(me)


def answer_current(call: Call) -> Answer:
    """Who has signed in with this browser; `me` is null where nobody has. A page asks before it
    draws anything, and nobody having signed in is no error then."""
    secret = cookie_in(call)
    if not secret:
        return Answer({"me": None})
    try:
        session = find_session(call.work, secret)
    except SignInNeeded:
        return Answer({"me": None})
    language = call.language if "accept-language" in call.headers else None
    me = describe_me(call, session_actor(call.work, session, language))
    return Answer({"me": {**me, "csrf": session.csrf}})


def answer_new_token(call: Call) -> Answer:
    """A token is made; its secret is in this answer and nowhere else."""
    asked = read_body_as(NewToken, call)
    wrong = [
        BodyProblem("scope_unknown", f"/scopes/{index}", {"scope": scope[:100]})
        for index, scope in enumerate(asked.scopes or ())
        if not is_scope(scope)
    ]
    if asked.expires is not None and asked.expires <= call.work.now():
        wrong.append(BodyProblem("already_past", "/expires"))
    if wrong:
        raise InvalidBody(wrong)
    draft = TokenDraft(token_user(call, asked.login), asked.label, asked.scopes, asked.expires)
    secret, token = make_token(call.work, call.actor, draft)
    return Answer({**token_json(token), "token": secret}, 201)


def token_user(call: Call, login: str | None) -> int:
    """Whose the token will be: one's own; the command line of the machine says whose."""
    actor = call.actor
    if actor.user is not None:
        own = call.work.database.read(lambda connection: read_user(connection, actor.user or 0))
        if login is not None and login.strip().lower() != own.login:
            raise NotAllowed("own_token_only")
        return own.id
    if login is None:
        raise InvalidBody([BodyProblem("missing", "/login")])
    found = call.work.database.read(lambda connection: find_user(connection, login))
    if found is None:
        raise NotFound("unknown_person", {"user": login})
    return found.id


def token_json(token: Token) -> Json:
    """A token without its secret."""
    return {
        "id": str(token.id),
        "label": token.label,
        "scopes": None if token.scopes is None else sorted(token.scopes),
        "created_at": moment(token.created_at),
        "expires": moment(token.expires_at),
        "used_at": moment(token.used_at),
    }


def moment(at: datetime | None) -> str | None:
    """A moment as ISO 8601 in UTC."""
    return None if at is None else at.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def answer_tokens(call: Call) -> Answer:
    """The caller's tokens."""
    return Answer({"tokens": [token_json(it) for it in list_tokens(call.work, person_of(call))]})


def answer_revoke(call: Call) -> Answer:
    """The token is good for nothing."""
    revoke_token(call.work, person_of(call), read_id(call.path["token"], "unknown_token", "token"))
    return Answer(status=204)


def person_of(call: Call) -> int:
    """The caller, who must be a person."""
    if call.actor.user is None:
        raise SignInNeeded
    return call.actor.user


IDENTITY = (
    Endpoint(
        "POST",
        "/api/v1/sessions",
        answer_sign_in,
        "Sign a browser in",
        body=schema_of(SignIn),
        status=201,
        is_public=True,
        is_long=True,
        most_body=10_000,
    ),
    Endpoint(
        "GET",
        "/api/v1/sessions/current",
        answer_current,
        "Who has signed in with this browser, if anybody",
        is_public=True,
    ),
    Endpoint(
        "DELETE", "/api/v1/sessions/current", answer_sign_out, "Sign this browser out", status=204
    ),
    Endpoint(
        "POST",
        "/api/v1/tokens",
        answer_new_token,
        "Make an API token, shown once",
        body=schema_of(NewToken),
        status=201,
    ),
    Endpoint("GET", "/api/v1/tokens", answer_tokens, "The caller's tokens"),
    Endpoint("DELETE", "/api/v1/tokens/{token}", answer_revoke, "Revoke a token", status=204),
    Endpoint("GET", "/api/v1/me", answer_me, "Who the caller is, and what is open to them"),
)
