"""The JSON Schema of a plan file, generated from the form that the reader follows.

For editors and other programs: it sees the form of a file, not what takes two records to see.
"""

from __future__ import annotations

import inspect
from typing import Any, assert_never

from ddci_tracker.plans.form import (
    CODE_PATTERN,
    DAY_PATTERN,
    PLAN_FORM,
    Case,
    Choice,
    Day,
    Field,
    Flag,
    Kinds,
    Listing,
    Number,
    Record,
    Shape,
    Span,
    Tagged,
    Text,
    Truth,
    Whole,
    WordOr,
)

Schema = dict[str, Any]


def plan_schema() -> Schema:
    """The schema (draft 2020-12) of a plan file whose days are read as texts."""
    definitions: dict[str, Schema] = {}
    root = _of(PLAN_FORM, definitions)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Plan file",
        **root,
        "$defs": dict(sorted(definitions.items())),
    }


def _of(shape: Shape, definitions: dict[str, Schema]) -> Schema:
    match shape:
        case Text():
            return _of_text(shape)
        case Number():
            return {"type": "string", "pattern": f"^{shape.pattern}$"}
        case Whole():
            return {"type": "integer", "minimum": shape.minimum, "maximum": shape.maximum}
        case Truth():
            return {"type": "boolean"}
        case Flag():
            return {"enum": list(shape.among)}
        case WordOr():
            number = _of(shape.number, definitions)
            return {"anyOf": [{"const": shape.word}, _one_key({shape.key: number})]}
        case Day():
            return {"type": "string", "format": "date", "pattern": f"^{DAY_PATTERN}$"}
        case Choice():
            return {"enum": [str(member) for member in shape.of]}
        case Span():
            return {
                "type": "array",
                "items": _of(shape.of, definitions),
                "minItems": 2,
                "maxItems": 2,
            }
        case Listing():
            listing: Schema = {"type": "array", "items": _of(shape.item, definitions)}
            if shape.filled:
                listing["minItems"] = 1
            if shape.distinct:
                listing["uniqueItems"] = True
            return listing
        case Tagged():
            return _of_tagged(shape, definitions)
        case Record():
            name = shape.cls.__name__
            if name not in definitions:
                definitions[name] = _of_record(shape, definitions)
            return {"$ref": f"#/$defs/{name}"}
        case _:
            assert_never(shape)


def _of_tagged(shape: Tagged, definitions: dict[str, Schema]) -> Schema:
    one = _one_key(
        {
            word: _of_case(case, f"{shape.cls.__name__}_{word}", definitions)
            for word, case in shape.cases.items()
        }
    )
    if shape.each is None:
        return one
    several = {"type": "array", "items": _of_tagged(shape.each, definitions), "minItems": 1}
    return {"anyOf": [one, several]}


def _of_case(case: Case, name: str, definitions: dict[str, Schema]) -> Schema:
    """What stands under one word, under a name of its own: it is a part of a record."""
    if name not in definitions:
        definitions[name] = _of_record(case.record, definitions)
        if case.one_of:
            keys = {field.name: field.key for field in case.record.fields}
            definitions[name]["anyOf"] = [
                {"required": [keys[each]], "properties": {keys[each]: {"not": {"type": "null"}}}}
                for each in case.one_of
            ]
    return {"$ref": f"#/$defs/{name}"}


def _one_key(properties: dict[str, Schema]) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "minProperties": 1,
        "maxProperties": 1,
        "additionalProperties": False,
    }


def _of_text(shape: Text) -> Schema:
    if shape.code:
        return {"type": "string", "pattern": f"^{CODE_PATTERN}$"}
    pattern = r"\S" if shape.many_lines else r"^[^\n]*\S[^\n]*$"
    return {"type": "string", "maxLength": shape.limit, "pattern": pattern}


def _of_record(record: Record, definitions: dict[str, Schema]) -> Schema:
    schema: Schema = {
        "type": "object",
        "description": (inspect.getdoc(record.cls) or record.cls.__name__).split("\n\n")[0],
        "properties": {field.key: _of_field(field, definitions) for field in record.fields},
        "required": [
            field.key
            for field in record.fields
            if field.required and field.name not in record.style.instead
        ],
        "additionalProperties": False,
    }
    for name, span in record.style.instead.items():
        schema["oneOf"] = [
            {"required": [name], "properties": {span: {"type": "null"}}},
            {
                "required": [span],
                "properties": {span: {"type": "array"}},
                "not": {"required": [name]},
            },
        ]
    if record.style.kinds is not None:
        schema["allOf"] = _of_kinds(record, record.style.kinds)
    return schema


def _of_field(field: Field, definitions: dict[str, Schema]) -> Schema:
    schema = _of(field.shape, definitions)
    return {"anyOf": [schema, {"type": "null"}]} if field.nullable else schema


def _of_kinds(record: Record, kinds: Kinds) -> list[Schema]:
    """What the kind of a record rules, as one condition for each kind."""
    keys = {field.name: field.key for field in record.fields}
    conditions = []
    for kind, rule in kinds.rules.items():
        forbidden = kinds.governed - rule.needs - rule.allows
        then: Schema = {
            "required": sorted(keys[name] for name in rule.needs),
            "properties": {
                **{keys[name]: {"not": {"type": "null"}} for name in sorted(rule.needs)},
                **{keys[name]: {"type": "null"} for name in sorted(forbidden)},
                **{
                    keys[name]: {"enum": [str(word) for word in words]}
                    for (of_kind, name), words in kinds.words.items()
                    if of_kind == kind
                },
            },
        }
        conditions.append({"if": {"properties": {"kind": {"const": str(kind)}}}, "then": then})
    return conditions
