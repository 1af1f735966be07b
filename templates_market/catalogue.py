"""The packages that are shipped: app folders beside this module."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from formula.nearest import nearest
from metadata.documents.label import Label, label_texts
from metadata.errors import InvalidDocuments
from metadata.folder import AppFolder, read_folder
from templates_market.errors import PackageUnknown

Json = Mapping[str, object]

PICTURES = frozenset({".png", ".jpg", ".svg", ".webp"})
COUNTED = ("table", "option_set", "view", "role", "automation", "approval", "connector", "report")
SHIPPED = Path(__file__).parent / "packages"


@dataclass(frozen=True, slots=True)
class Package:
    """What the market shows of a package. `icon` and `pictures` are files of it; `adds` counts
    its tables, their fields, and its documents of other kinds."""

    key: str
    version: str
    labels: Mapping[str, str]
    description: Mapping[str, str]
    category: str | None
    color: str | None
    icon: str | None
    pictures: tuple[str, ...]
    adds: Mapping[str, int]
    has_demo: bool


def packages(shipped: Path = SHIPPED) -> tuple[Package, ...]:
    """All shipped packages by key."""
    return tuple(describe(read_package(key, shipped)) for key in package_keys(shipped))


def package_keys(shipped: Path = SHIPPED) -> list[str]:
    """The keys of the shipped packages; a package's folder bears its key."""
    return sorted(path.parent.name for path in shipped.glob("*/app.json"))


def read_package(key: str, shipped: Path = SHIPPED) -> AppFolder:
    """The package's documents and files. Raises PackageUnknown, or InvalidDocuments where its
    folder is damaged."""
    keys = package_keys(shipped)
    if key not in keys:
        raise PackageUnknown(key, nearest(key, keys))
    folder = read_folder(shipped / key)
    if folder.problems:
        raise InvalidDocuments(folder.problems)
    return folder


def describe(folder: AppFolder) -> Package:
    """The package as its app document presents it."""
    app = cast("Mapping[str, object]", folder.sources[folder.app, "app", folder.app])
    return Package(
        key=folder.app,
        version=str(app["version"]),
        labels=label_texts(cast(Label, app["label"]), folder.app),
        description=label_texts(cast("Label | None", app.get("description")), ""),
        category=cast("str | None", app.get("category")),
        color=cast("str | None", app.get("color")),
        icon=cast("str | None", app.get("icon")),
        pictures=tuple(name for name in sorted(folder.files) if is_picture(name)),
        adds=count_pieces(folder),
        has_demo=any(name.startswith("demo/") for name in folder.files),
    )


def is_picture(name: str) -> bool:
    """Whether a file of a package shows people what it looks like."""
    return name.startswith("assets/picture") and Path(name).suffix in PICTURES


def count_pieces(folder: AppFolder) -> Mapping[str, int]:
    """How many documents of each kind there are, and fields in all tables."""
    kinds = Counter(kind for _, kind, _ in folder.sources)
    counts = {f"{kind}s": kinds[kind] for kind in COUNTED}
    tables = [source for (_, kind, _), source in folder.sources.items() if kind == "table"]
    fields = sum(len(cast("list[object]", cast(Json, it).get("fields", []))) for it in tables)
    return {**counts, "fields": fields}
