"""The app market: what is shipped, what is installed, and the plans between the two."""

from __future__ import annotations

import csv
import io
import mimetypes
from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256
from typing import Annotated, Literal

from pydantic import Field

from engine.access import access_of
from engine.actor import Actor
from metadata.documents.label import text_in
from metadata.folder import AppFolder
from metadata.versions import read_version
from runtime.errors import NotAllowed, NotFound
from runtime.http.body import Body, read_body_as, schema_of
from runtime.http.call import Answer, Call, Endpoint
from runtime.http.documents import words_of
from runtime.http.errors import conflict_json
from runtime.http.once import answer_once
from runtime.http.plans import plan_json
from runtime.http.records import known_words
from templates_market.catalogue import Package, describe, package_keys, packages, read_package
from templates_market.errors import PackagePresent
from templates_market.install import install, plan_install
from templates_market.parameters import parameters_of, value_of
from templates_market.remove import plan_removal, remove
from templates_market.upgrade import Decided, plan_upgrade, upgrade
from templates_market.versions import present_version

Json = dict[str, object]

PATH = "/api/v1/market/packages"
PACKAGE = PATH + "/{package}"
README = "README.md"
KEPT_DAYS = 30
PICTURE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"

Codes = Annotated[list[str], Field(default_factory=list, max_length=10_000)]
Values = Annotated[dict[str, object], Field(default_factory=dict, max_length=200)]


class AskedPackagePlan(Body):
    """What is to be planned. An installation has values of the package's parameters; of the
    conflicts of an upgrade (by their ids) the new side is taken, or the present one kept."""

    action: Literal["install", "upgrade", "remove"] = "install"
    parameters: Values
    take: Codes
    keep: Codes


class Install(Body):
    """Values of parameters, the dangers accepted, and whether sample records come with it."""

    parameters: Values
    accept: Codes
    demo: bool = False


class Newer(Body):
    """The dangers accepted, and what was decided about conflicts."""

    accept: Codes
    take: Codes
    keep: Codes


class Removal(Body):
    """The dangers accepted."""

    accept: Codes


def require_market(call: Call) -> None:
    """The caller has the power over the market. Raises NotAllowed."""
    if not access_of(call.work.catalog, call.actor).has_power("market"):
        raise NotAllowed("power_needed", {"power": "market"})


def installer(call: Call) -> Actor:
    """The caller as the one who installs: nobody has a right in an app that is not there yet, so
    the power over the market stands for all of them."""
    return replace(call.actor, is_admin=True, scopes=None)


# -- what there is


def answer_packages(call: Call) -> Answer:
    """What is shipped, and in which version it is installed."""
    require_market(call)
    known_words(call)
    return Answer({"packages": [package_json(call, package) for package in packages()]})


def package_json(call: Call, package: Package) -> Json:
    """A package as its card shows it."""
    present = installed_version(call, package.key)
    files = f"{PATH}/{package.key}/"
    return {
        "key": package.key,
        "label": text_in(package.labels, call.language),
        "description": text_in(package.description, call.language),
        "version": package.version,
        "category": package.category,
        "color": package.color,
        "icon": None if package.icon is None else files + package.icon,
        "pictures": [files + name for name in package.pictures],
        "adds": dict(package.adds),
        "has_demo": package.has_demo,
        "installed": present,
        "is_newer": present is not None and read_version(package.version) > read_version(present),
    }


def installed_version(call: Call, key: str) -> str | None:
    """The version of the package that is installed, None where it is not."""
    document = call.work.resolved.sources.get((key, "app", key))
    return None if document is None else str(document["version"])


def answer_package(call: Call) -> Answer:
    """All that the page of a package tells before anything is installed."""
    require_market(call)
    known_words(call)
    package = read_package(call.path["package"])
    readme = package.files.get(README, b"").decode("utf-8", "replace")
    return Answer(
        {
            **package_json(call, describe(package)),
            "readme": readme,
            "requires": call_list(package, "requires"),
            "parameters": [parameter_json(each, call.language) for each in parameters_of(package)],
            "tables": [
                {**piece, "fields": len(listed(document, "fields"))}
                for piece, document in pieces(package, "table", call.language)
            ],
            **{
                f"{kind}s": [piece for piece, _ in pieces(package, kind, call.language)]
                for kind in ("role", "automation", "approval")
            },
            "views": [
                {**piece, "type": document.get("type"), "table": document.get("table")}
                for piece, document in pieces(package, "view", call.language)
            ],
            "demo": demo_counts(package),
        }
    )


def call_list(package: AppFolder, name: str) -> list[object]:
    """A list of the app document; empty where there is none."""
    document = package.sources[package.app, "app", package.app]
    return listed(document, name) if isinstance(document, dict) else []


def listed(document: Mapping[str, object], name: str) -> list[object]:
    """A list of a document; empty where there is none."""
    found = document.get(name)
    return list(found) if isinstance(found, list | tuple) else []


def parameter_json(parameter: Mapping[str, object], language: str) -> Json:
    """A parameter with what it is unless somebody says otherwise."""
    key = str(parameter["key"])
    return {
        "key": key,
        "label": words_of(parameter["label"], key, language),
        "help": words_of(parameter.get("help", ""), "", language),
        "type": parameter["type"],
        "value": value_of(parameter),
        "formula": parameter.get("default"),
        "min": parameter.get("min"),
        "max": parameter.get("max"),
    }


def pieces(package: AppFolder, kind: str, language: str) -> list[tuple[Json, Mapping[str, object]]]:
    """The package's documents of one kind: what each is called, and the document."""
    found: list[tuple[Json, Mapping[str, object]]] = []
    for (_, each, key), document in sorted(package.sources.items()):
        if each == kind and isinstance(document, dict):
            label = words_of(document.get("label", key), key, language)
            description = words_of(document.get("description", ""), "", language)
            found.append(({"key": key, "label": label, "description": description}, document))
    return found


def demo_counts(package: AppFolder) -> dict[str, int]:
    """How many sample records each table gets."""
    counts = {}
    for name, content in sorted(package.files.items()):
        folder, _, file = name.partition("/")
        if folder == "demo" and file.endswith(".csv"):
            rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
            counts[file.removesuffix(".csv")] = max(0, sum(1 for _ in rows) - 1)
    return counts


def answer_asset(call: Call) -> Answer:
    """A picture of a package, for everybody who has signed in: app icons are among them."""
    key, name = call.path["package"], f"assets/{call.path['name']}"
    files = read_package(key).files if key in package_keys() else {}
    kind = mimetypes.guess_type(name)[0] or ""
    if name not in files or not kind.startswith("image/"):
        raise NotFound("unknown_picture", {"name": call.path["name"][:100]})
    tag = f'"{sha256(files[name]).hexdigest()[:16]}"'
    headers = {
        "Cache-Control": "private, max-age=3600",
        "Content-Security-Policy": PICTURE_POLICY,
        "ETag": tag,
    }
    if call.headers.get("if-none-match") == tag:
        return Answer(b"", 304, headers, kind)
    return Answer(files[name], headers=headers, media_type=kind)


# -- what changes


def answer_plan(call: Call) -> Answer:
    """What installing, upgrading or removing the package would change; nothing is changed yet."""
    require_market(call)
    asked = read_body_as(AskedPackagePlan, call)
    key = call.path["package"]
    if asked.action == "remove":
        plan = plan_removal(call.work, call.actor, key)
        return Answer({**plan_json(plan, call.language), "kept_days": KEPT_DAYS}, 201)
    if asked.action == "upgrade":
        return answer_upgrade_plan(call, key, Decided(asked.take, asked.keep))
    require_absent(call)
    plan = plan_install(call.work, installer(call), key, parameters=asked.parameters)
    return Answer(plan_json(plan, call.language), 201)


def answer_upgrade_plan(call: Call, key: str, decided: Decided) -> Answer:
    """What the upgrade would change, and what somebody must decide before."""
    found = plan_upgrade(call.work, installer(call), key, decided=decided)
    conflicts = [conflict_json(it, call.language) for it in found.conflicts]
    versions = {"from": found.before, "to": found.after}
    return Answer({**plan_json(found.plan, call.language), **versions, "conflicts": conflicts}, 201)


def require_absent(call: Call) -> None:
    """The package is not installed. Raises PackagePresent."""
    package = read_package(call.path["package"])
    present = present_version(call.work, package)
    if present is not None:
        version = describe(package).version
        raise PackagePresent({"package": package.app, "present": present, "version": version})


def answer_install(call: Call) -> Answer:
    """The package is there, with sample records if they were asked for. Without parameters the
    sample records of a package that is there already can be had later."""
    require_market(call)
    asked = read_body_as(Install, call)
    if asked.parameters or not asked.demo:
        require_absent(call)

    def carry_out() -> Answer:
        made = install(
            call.work,
            installer(call),
            call.path["package"],
            demo=asked.demo,
            accepted=asked.accept,
            parameters=asked.parameters,
        )
        return Answer({"revision": made.revision, "records": dict(made.records)})

    return answer_once(call, carry_out)


def answer_upgrade(call: Call) -> Answer:
    """The app is at the version that is shipped; what was changed here stays."""
    require_market(call)
    asked = read_body_as(Newer, call)
    decided = Decided(asked.take, asked.keep)

    def carry_out() -> Answer:
        key = call.path["package"]
        revision = upgrade(call.work, installer(call), key, accepted=asked.accept, decided=decided)
        return Answer({"revision": revision})

    return answer_once(call, carry_out)


def answer_remove(call: Call) -> Answer:
    """Nothing of the app is left to see; undoing the revision brings it back for 30 days."""
    require_market(call)
    asked = read_body_as(Removal, call)

    def carry_out() -> Answer:
        revision = remove(call.work, call.actor, call.path["package"], asked.accept)
        return Answer({"revision": revision, "kept_days": KEPT_DAYS})

    return answer_once(call, carry_out)


MARKET = (
    Endpoint("GET", PATH, answer_packages, "The packages, installed or not"),
    Endpoint("GET", PACKAGE, answer_package, "One package with all that it brings"),
    Endpoint("GET", PACKAGE + "/assets/{name}", answer_asset, "A picture of a package"),
    Endpoint(
        "POST",
        PACKAGE + "/plan",
        answer_plan,
        "What installing, upgrading or removing a package would change",
        body=schema_of(AskedPackagePlan),
        status=201,
        is_long=True,
    ),
    Endpoint(
        "POST",
        PACKAGE + "/install",
        answer_install,
        "Install a package",
        body=schema_of(Install),
        is_long=True,
    ),
    Endpoint(
        "POST",
        PACKAGE + "/upgrade",
        answer_upgrade,
        "Upgrade a package; what was changed here stays",
        body=schema_of(Newer),
        is_long=True,
    ),
    Endpoint(
        "POST",
        PACKAGE + "/remove",
        answer_remove,
        "Remove a package; its records come back with an undo for 30 days",
        body=schema_of(Removal),
        is_long=True,
    ),
)
