"""As much of JSON Schema as briefing.schema.json uses: type, const, enum, required, properties, items, oneOf."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "boolean": (bool,),
    "null": (type(None),),
    "integer": (int,),
    "number": (int, float),
}


def faults(schema: dict[str, Any], value: Any, path: str = "$") -> list[str]:
    """What is wrong with `value`, each with its place; [] when it keeps to the schema."""
    return list(_faults(schema, value, path))


def _faults(schema: dict[str, Any], value: Any, path: str) -> Iterator[str]:
    if "const" in schema and value != schema["const"]:
        yield f"{path}: is not {schema['const']!r}"
    if "enum" in schema and value not in schema["enum"]:
        yield f"{path}: {value!r} is not one of {schema['enum']}"
    if "oneOf" in schema and sum(not faults(each, value, path) for each in schema["oneOf"]) != 1:
        yield f"{path}: fits none or several of its shapes"
    if "type" in schema and not _is(value, schema["type"]):
        yield f"{path}: {type(value).__name__} is not {schema['type']}"
    elif isinstance(value, dict):
        yield from _object(schema, value, path)
    elif isinstance(value, list):
        for at, each in enumerate(value):
            yield from _faults(schema.get("items", {}), each, f"{path}[{at}]")


def _object(schema: dict[str, Any], value: dict[str, Any], path: str) -> Iterator[str]:
    known, other = schema.get("properties", {}), schema.get("additionalProperties", True)
    yield from (f"{path}: lacks {name}" for name in schema.get("required", ()) if name not in value)
    for name, each in value.items():
        inner = known.get(name, other)
        if inner is False:
            yield f"{path}: has {name}, which nobody knows"
        elif isinstance(inner, dict):
            yield from _faults(inner, each, f"{path}.{name}")


def _is(value: Any, kinds: str | list[str]) -> bool:
    wanted = [kinds] if isinstance(kinds, str) else kinds
    if isinstance(value, bool):
        return "boolean" in wanted
    return any(isinstance(value, _TYPES[kind]) for kind in wanted)
