"""LightGBM needs libgomp.so.1, which a bare system lacks; the wheel of scikit-learn carries one."""

import ctypes
import importlib.util
import os
from collections.abc import Mapping
from pathlib import Path

LIBRARY = "libgomp.so.1"


def learning_environment(folder: Path, environment: Mapping[str, str] = os.environ) -> dict[str, str]:
    """The environment of a process that learns; where the system has no libgomp, `folder` gets a link to the wheel's."""
    return dict(environment) if _system_has_it() else with_bundled(folder, environment)


def with_bundled(folder: Path, environment: Mapping[str, str]) -> dict[str, str]:
    """The wheel's libgomp comes first, under the name that LightGBM asks for."""
    library = bundled_libgomp()
    if library is None:
        return dict(environment)
    link = folder / LIBRARY
    if not link.exists():
        link.symlink_to(library)
    others = environment.get("LD_LIBRARY_PATH")
    return {**environment, "LD_LIBRARY_PATH": f"{folder}{os.pathsep}{others}" if others else str(folder)}


def bundled_libgomp() -> Path | None:
    """The one in scikit-learn's wheel."""
    found = importlib.util.find_spec("sklearn")
    if found is None or found.origin is None:
        return None
    wheel = Path(found.origin).parent.parent
    return next(iter(sorted((wheel / "scikit_learn.libs").glob("libgomp-*.so*"))), None)


def _system_has_it() -> bool:
    try:
        ctypes.CDLL(LIBRARY)
    except OSError:
        return False
    return True
