"""The public face of the optimizer is documented whole: every name, parameter, field and code of refusal."""

import ast
import dataclasses
import importlib
import inspect
import pkgutil
import re
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from types import FunctionType, ModuleType
from typing import Any

import optimizer

INNER = ("optimizer.engines", "optimizer.stages")
"""Packages whose names are for the optimizer itself."""
INTAKE = "optimizer.intake"
SELF_SAID = ("require_", "refuse_")
"""Methods that say in their name that they raise."""
MOST_UNNAMED_PARAMETERS = 2
MOST_UNNAMED_FIELDS = 2
CODED = {"ProblemError", "AffinityError"}
UNDERLINE = re.compile(r"^-{3,}$")


@dataclass(frozen=True)
class Public:
    """A public function, method, property or class, by the name users call it."""

    name: str
    thing: Any

    @cached_property
    def function(self) -> Any:
        """The Python function behind it, None of classes."""
        return self.thing if inspect.isfunction(self.thing) else None

    @cached_property
    def sections(self) -> dict[str, list[str]]:
        """The names that each section of the docstring lists, cut at commas; what follows a colon is a type."""
        lines = (inspect.getdoc(self.thing) or "").splitlines()
        found: dict[str, list[str]] = {}
        title = ""
        for number, line in enumerate(lines):
            if UNDERLINE.match(line):
                title = lines[number - 1]
                found[title] = []
            elif title and line and not line.startswith(" "):
                found[title] += [name.strip(" *") for name in line.partition(" : ")[0].split(",")]
        # The line before an underline is a title, not the last name of the section before.
        return {title: [name for name in names if name not in found] for title, names in found.items()}

    @cached_property
    def parameters(self) -> list[str]:
        """What a caller passes."""
        if self.function is None:
            return []
        names = [name for name in inspect.signature(self.function).parameters if not name.startswith("_")]
        return names[1:] if names[:1] in (["self"], ["cls"]) else names


def public_modules() -> list[ModuleType]:
    """The optimizer and its packages with a public face."""
    found = pkgutil.walk_packages(optimizer.__path__, "optimizer.")
    packages = [importlib.import_module(info.name) for info in found if info.ispkg and not info.name.startswith(INNER)]
    return [optimizer, *(package for package in packages if getattr(package, "__all__", ()))]


def public_things() -> list[Public]:
    """Every exported function and class once, and the public members of the classes."""
    exported = {
        id(thing): Public(f"{module.__name__}.{name}", thing)
        for module in reversed(public_modules())
        for name in module.__all__
        if inspect.isfunction(thing := getattr(module, name)) or inspect.isclass(thing)
    }
    return [part for public in exported.values() for part in (public, *members(public))]


def members(public: Public) -> Iterator[Public]:
    """Methods and properties that a class of ours is the first to define and users may call."""
    if not inspect.isclass(public.thing) or not public.thing.__module__.startswith("optimizer"):
        return
    above = {name for parent in public.thing.__mro__[1:] for name in vars(parent)}
    for name, member in vars(public.thing).items():
        if name.startswith("_") or name in above or name in getattr(public.thing, "__dataclass_fields__", {}):
            continue
        inner = member.__func__ if isinstance(member, classmethod | staticmethod) else member
        inner = inner.fget if isinstance(inner, property) else inner
        inner = inner.func if isinstance(inner, cached_property) else inner
        if isinstance(inner, FunctionType) and not name.startswith(SELF_SAID):
            yield Public(f"{public.name}.{name}", inner)


@cache
def tree_of(function: Callable[..., Any]) -> ast.AST:
    """The code of a function."""
    return ast.parse(textwrap.dedent(inspect.getsource(function)))


def called(function: FunctionType) -> Iterator[FunctionType]:
    """Functions of the same module, and checks of what callers give, that this one calls by a plain name."""
    for node in ast.walk(tree_of(function)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            thing = function.__globals__.get(node.func.id)
            if isinstance(thing, FunctionType) and thing.__module__ in {function.__module__, INTAKE}:
                yield thing


def refusals(public: Public) -> set[str]:
    """Codes of refusal that a call can end with, as far as calls can be followed by name."""
    seen: set[FunctionType] = set()
    left: list[FunctionType] = [] if public.function is None else [public.function]
    codes: set[str] = set()
    while left:
        current = left.pop()
        if current in seen:
            continue
        seen.add(current)
        left += called(current)
        for node in ast.walk(tree_of(current)):
            if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and isinstance(node.exc.func, ast.Name):
                is_coded = node.exc.func.id in CODED and node.exc.args
                codes |= {
                    part.value
                    for part in ast.walk(node.exc.args[0] if is_coded else ast.Pass())
                    if isinstance(part, ast.Constant) and isinstance(part.value, str)
                }
    return codes


def where(public: Public) -> str:
    """File, line and name, as editors open them."""
    thing = public.function or public.thing
    path = inspect.getsourcefile(thing) or ""
    return f"{path[path.rfind('optimizer/') :]}:{inspect.getsourcelines(thing)[1]} {public.name}"


def told(lines: list[str]) -> str:
    """One line per thing to mend; a longer list than pytest would show."""
    return "\n" + "\n".join(lines)


def test_the_whole_face_is_seen() -> None:
    names = {public.name for public in public_things()}
    assert {"optimizer.solve", "optimizer.Problem", "optimizer.Problem.from_matrix"} <= names
    assert {"optimizer.affinity.fit", "optimizer.portfolio.solve_portfolio"} <= names
    assert len(names) > 100


def test_every_public_name_has_a_docstring() -> None:
    bare = [where(public) for public in public_things() if not (public.thing.__doc__ or "").strip()]
    assert not bare, told(bare)


def test_functions_with_several_parameters_document_each() -> None:
    lacking = [
        f"{where(public)}: Parameters lacks {', '.join(missing)}"
        for public in public_things()
        if len(public.parameters) > MOST_UNNAMED_PARAMETERS
        and (missing := [name for name in public.parameters if name not in public.sections.get("Parameters", [])])
    ]
    assert not lacking, told(lacking)


def test_documented_parameters_are_real() -> None:
    invented = [
        f"{where(public)}: Parameters names {', '.join(unknown)}"
        for public in public_things()
        if public.function is not None
        and (unknown := [name for name in public.sections.get("Parameters", []) if name not in public.parameters])
    ]
    assert not invented, told(invented)


def test_functions_with_several_parameters_say_what_they_return() -> None:
    silent = [
        f"{where(public)}: no Returns"
        for public in public_things()
        if public.function is not None
        and len(public.parameters) > MOST_UNNAMED_PARAMETERS
        and inspect.signature(public.function).return_annotation not in {None, "None"}
        and "Returns" not in public.sections
    ]
    assert not silent, told(silent)


def test_every_code_of_refusal_is_documented_where_it_is_raised() -> None:
    silent = [
        f"{where(public)}: Raises lacks {', '.join(sorted(missing))}"
        for public in public_things()
        if (missing := {code for code in refusals(public) if f"``{code}``" not in raises(public)})
    ]
    assert not silent, told(silent)


def raises(public: Public) -> str:
    """The text of the section Raises."""
    return (inspect.getdoc(public.thing) or "").partition("Raises\n------")[2]


def test_classes_with_several_fields_document_each() -> None:
    lacking = [
        f"{where(public)}: Attributes lacks {', '.join(missing)}"
        for public in public_things()
        if dataclasses.is_dataclass(public.thing)
        and len(fields := [field.name for field in dataclasses.fields(public.thing) if field.name[0] != "_"])
        > MOST_UNNAMED_FIELDS
        and (missing := [name for name in fields if name not in documented_fields(public)])
    ]
    assert not lacking, told(lacking)


def documented_fields(public: Public) -> list[str]:
    """Fields that the class or one it extends documents, as attributes or as parameters of its constructor."""
    classes = [Public(parent.__name__, parent) for parent in public.thing.__mro__ if parent.__doc__]
    return [name for each in classes for title in ("Attributes", "Parameters") for name in each.sections.get(title, [])]
