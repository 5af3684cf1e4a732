"""Read the tree: which files there are, what they import, which floor is which."""

import ast
import functools
import os
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = ROOT / "demeso"
UNTRACKED = (".coverage", ".git", ".venv", "node_modules", "var", "dist", "__pycache__")
UNTRACKED_ENDS = ("_cache", ".egg-info", ".hypothesis")


@dataclass(frozen=True)
class Source:
    """One Python file: where it stands and what it says."""

    path: str
    text: str

    @property
    def tree(self) -> ast.Module:
        """Return its syntax tree."""
        return parsed(self.text)

    @property
    def parts(self) -> tuple[str, ...]:
        """Return its path as dotted names without the suffix."""
        return Path(self.path).with_suffix("").parts

    @property
    def app(self) -> str:
        """Return the app of the product it belongs to, or an empty text."""
        inside = self.parts[0] == "demeso" and len(self.parts) > 2
        return self.parts[1] if inside else ""

    @property
    def role(self) -> str:
        """Return its file among the seven, such as `services`."""
        return self.parts[2] if self.app else ""

    @property
    def module(self) -> str:
        """Return its dotted name."""
        return ".".join(self.parts).removesuffix(".__init__")


@functools.cache
def parsed(text: str) -> ast.Module:
    """Return the syntax tree of a text."""
    return ast.parse(text)


def is_built(folder: str) -> bool:
    """Tell whether a folder is installed or built, so not part of the tree."""
    return folder in UNTRACKED or folder.endswith(UNTRACKED_ENDS)


@functools.cache
def tree_of_files() -> tuple[Path, ...]:
    """Return every file of the tree, in order."""
    found: list[Path] = []
    for folder, inner, names in os.walk(ROOT):
        inner[:] = [name for name in inner if not is_built(name)]
        found += [Path(folder, name) for name in names if not is_built(name)]
    return tuple(sorted(found))


def files(*suffixes: str) -> tuple[Path, ...]:
    """Return the files of the tree with one of the suffixes, or all."""
    return tuple(p for p in tree_of_files() if not suffixes or p.suffix in suffixes)


@functools.cache
def sources(*folders: str) -> tuple[Source, ...]:
    """Return the Python files under the given folders of the root."""
    return tuple(
        Source(name(path), path.read_text(encoding="utf-8"))
        for path in files(".py")
        if path.relative_to(ROOT).parts[0] in folders
    )


def name(path: Path) -> str:
    """Return a path as it is said: from the root, with slashes."""
    return path.relative_to(ROOT).as_posix()


def apps() -> list[str]:
    """Return the names of the apps that stand."""
    return sorted(path.parent.name for path in PRODUCT.glob("*/__init__.py"))


def floors(settings: str | None = None) -> dict[str, int]:
    """Return app → floor from the layers contract; the ground is 0."""
    text = settings or (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    contracts = tomllib.loads(text)["tool"]["importlinter"]["contracts"]
    layers = next(c["layers"] for c in contracts if c["containers"] == ["demeso"])
    return {
        app.strip(" ()"): floor
        for floor, layer in enumerate(reversed(layers))
        for app in layer.split("|")
    }


def imported(tree: ast.Module) -> dict[str, str]:
    """Return local name → dotted origin of everything a module imports."""
    found: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                found[alias.asname or alias.name.split(".")[0]] = alias.name
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                found[alias.asname or alias.name] = f"{node.module}.{alias.name}"
    return found


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    """Yield every call."""
    yield from (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def chain(node: ast.AST) -> list[str]:
    """Return `a.b(x).c` as ["a", "b", "c"]; empty when it starts elsewhere."""
    names: list[str] = []
    while True:
        if isinstance(node, ast.Call):
            node = node.func
        elif isinstance(node, ast.Subscript):
            node = node.value
        elif isinstance(node, ast.Attribute):
            names.append(node.attr)
            node = node.value
        elif isinstance(node, ast.Name):
            return [node.id, *reversed(names)]
        else:
            return []


def public_functions(tree: ast.Module) -> list[ast.FunctionDef]:
    """Return a module's own public functions."""
    return [
        node
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    ]
