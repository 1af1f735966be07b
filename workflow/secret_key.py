"""What secrets are encrypted with: a key that is in no database, no backup and no export.

It comes from TANGRAM_SECRET_KEY (any text of 16 characters or more), else from `secret.key` beside
the files of the workspace, made at the first use and readable by its owner alone (decision 46).
A sealed text says which key sealed it, so that a lost key is told from a broken text.
"""

from __future__ import annotations

import os
import secrets
import tempfile
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from hashlib import sha256
from hmac import compare_digest
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from engine.workspace import Workspace
from workflow.errors import SecretKeyUnusable

SECRET_KEY = "TANGRAM_SECRET_KEY"
FILE_NAME = "secret.key"
SHORTEST = 16
KEY_BYTES = 32
NONCE_BYTES = 12
MARK = "s1"
"""Begins every sealed text, before the mark of its key."""


def seal(work: Workspace, text: str, about: str) -> str:
    """The text encrypted (AES-GCM), to be opened for the same `about` only: a sealed text that is
    put in another's place opens nothing. Raises SecretKeyUnusable."""
    key = secret_key(work)
    nonce = secrets.token_bytes(NONCE_BYTES)
    box = nonce + AESGCM(key).encrypt(nonce, text.encode(), about.encode())
    return ".".join((MARK, mark_of(key), urlsafe_b64encode(box).decode()))


def unseal(work: Workspace, sealed: str, about: str) -> str:
    """What was sealed. Raises SecretKeyUnusable where the key is another one by now."""
    key = existing_key(work)
    _, _, rest = sealed.partition(".")
    mark, _, box = rest.partition(".")
    if key is None or not compare_digest(mark, mark_of(key)):
        raise SecretKeyUnusable(code="secret_key_lost")
    whole = urlsafe_b64decode(box)
    try:
        opened = AESGCM(key).decrypt(whole[:NONCE_BYTES], whole[NONCE_BYTES:], about.encode())
    except InvalidTag as error:
        raise SecretKeyUnusable(code="secret_broken") from error
    return opened.decode()


def is_readable(work: Workspace, sealed: str) -> bool:
    """Whether the present key sealed it."""
    key = existing_key(work)
    return key is not None and sealed.split(".")[1] == mark_of(key)


def secret_key(work: Workspace) -> bytes:
    """The key, made where there is none yet. Raises SecretKeyUnusable."""
    key = existing_key(work)
    if key is None:
        make_key_file(key_file(work))
        key = existing_key(work)
    if key is None:
        raise SecretKeyUnusable(code="secret_key_lost")
    return key


def existing_key(work: Workspace, environment: Mapping[str, str] = os.environ) -> bytes | None:
    """The key, None where there is none yet. Raises SecretKeyUnusable."""
    given = environment.get(SECRET_KEY)
    if given:
        if len(given) < SHORTEST:
            raise SecretKeyUnusable
        return sha256(given.encode()).digest()
    try:
        return sha256(key_file(work).read_bytes().strip()).digest()
    except FileNotFoundError:
        return None


def key_file(work: Workspace) -> Path:
    """Where the key lies: beside the directory of the files."""
    return work.files.parent / FILE_NAME


def make_key_file(path: Path) -> None:
    """There is a key file, whoever of several was first."""
    path.parent.mkdir(parents=True, exist_ok=True)
    # Written whole before it has its name: nobody reads half a key. mkstemp gives it 0600.
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".secret")
    made = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(urlsafe_b64encode(secrets.token_bytes(KEY_BYTES)))
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(made, path)
        except FileExistsError:
            return
    finally:
        made.unlink()


def mark_of(key: bytes) -> str:
    """What tells a key from others and gives nothing of it away."""
    return sha256(b"tangram key mark" + key).hexdigest()[:12]
