"""The JSON schemas of what ``/api/v1`` answers, by name, as its description publishes them.

Nothing may stand in an answer that does not stand here: a test holds both together.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from ddci_tracker.domain.acts import TaskStatus
from ddci_tracker.domain.conclusions import ConclusionPart, ConclusionState
from ddci_tracker.domain.lights import Colour
from ddci_tracker.domain.plan import Cadence, RankList, ResultKind, TargetKind, TargetOf
from ddci_tracker.domain.reports import Acceptance, Timeliness
from ddci_tracker.domain.targets import BasisKind
from ddci_tracker.domain.views import AttentionKind, EstimateBasis

Schema = dict[str, Any]

_TEXT: Schema = {"type": "string"}
_WHOLE: Schema = {"type": "integer"}
_COUNT: Schema = {"type": "integer", "minimum": 0}
_YES_OR_NO: Schema = {"type": "boolean"}
_DAY: Schema = {"type": "string", "format": "date"}
_MOMENT: Schema = {"type": "string", "format": "date-time"}
_DECIMAL: Schema = {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?$"}
_QUARTER: Schema = {"type": "string", "pattern": "^[0-9]{4}-Q[1-4]$"}
_MONTH: Schema = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}$"}
_CODES: Schema = {"type": "array", "items": _TEXT}


def _one_of(words: type[StrEnum]) -> Schema:
    return {"type": "string", "enum": [word.value for word in words]}


def _or_none(schema: Schema) -> Schema:
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    known = {**schema, "type": [*kinds, "null"]}
    return {**known, "enum": [*schema["enum"], None]} if "enum" in schema else known


def _ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def _ref_or_none(name: str) -> Schema:
    return {"anyOf": [_ref(name), {"type": "null"}]}


def _list_of(name: str) -> Schema:
    return {"type": "array", "items": _ref(name)}


def _thing(fields: Schema, optional: Schema | None = None) -> Schema:
    return {
        "type": "object",
        "properties": {**fields, **(optional or {})},
        "required": list(fields),
        "additionalProperties": False,
    }


_REPORTS = ("expected", "on_time", "late", "missing", "upcoming", "no_due_day")
_LIGHT: Schema = {"colour": _or_none(_one_of(Colour)), "code": _TEXT, "reason": _TEXT}

SCHEMAS: Mapping[str, Schema] = MappingProxyType(
    {
        "Plan": _thing({"id": _TEXT, "agency": _TEXT, "year": _WHOLE, "illustration": _YES_OR_NO}),
        "Board": _thing(
            {
                "plan": _TEXT,
                "as_of": _DAY,
                "known_at": _MOMENT,
                "quarter": _QUARTER,
                "illustration": _YES_OR_NO,
                "past": _YES_OR_NO,
                "overall": _list_of("Overall"),
                "sub_indices": _list_of("SubIndex"),
                "attention": _list_of("Attention"),
                "reports": _thing(
                    dict.fromkeys(
                        (*("expected", "on_time", "late", "missing"), *("upcoming", "no_due_day")),
                        _COUNT,
                    )
                ),
                "conclusions": _thing(
                    dict.fromkeys(("open", "overdue", "due_soon", "done", "done_late"), _COUNT)
                ),
                "freshness": _thing(
                    {
                        "last_update": _or_none(_MOMENT),
                        "units_updated": _COUNT,
                        "units_expected": _COUNT,
                    }
                ),
            }
        ),
        "Overall": _thing(
            {
                "index": _TEXT,
                "targets": _list_of("Target"),
                "latest": _ref_or_none("Latest"),
                "estimate": _ref_or_none("Estimate"),
            }
        ),
        "SubIndex": _thing(
            {
                "index": _TEXT,
                "code": _TEXT,
                "name": _TEXT,
                "lead": _CODES,
                "targets": _list_of("Target"),
                "latest": _ref_or_none("Latest"),
                "result_light": _thing(_LIGHT),
                "execution_light": _thing({**_LIGHT, "carried": _COUNT}),
                "tasks": _thing(dict.fromkeys(("green", "amber", "red", "grey", "none"), _COUNT)),
            }
        ),
        "Target": _thing(
            {
                "kind": _one_of(TargetKind),
                "text": _or_none(_TEXT),
                "met": _or_none(_YES_OR_NO),
                "gap": {"type": ["string", "integer", "null"]},
            },
            {
                "value": _DECIMAL,
                "low": _DECIMAL,
                "high": _DECIMAL,
                "rank": _WHOLE,
                "of": _one_of(TargetOf),
                "list": _one_of(RankList),
                "base_year": _WHOLE,
                "band": _TEXT,
                "year": _WHOLE,
                "margin": _DECIMAL,
                "strict": _YES_OR_NO,
                "basis": _ref_or_none("Basis"),
            },
        ),
        "Basis": _thing(
            {"kind": _one_of(BasisKind)},
            {
                "year": _WHOLE,
                "score": _DECIMAL,
                "rank": {"type": ["string", "integer"]},
                "out_of": _WHOLE,
                "name": _TEXT,
            },
        ),
        "Latest": _thing(
            {
                "year": _WHOLE,
                "kind": _one_of(ResultKind),
                "score": _or_none(_DECIMAL),
                "rank": _or_none(_WHOLE),
                "out_of": _or_none(_WHOLE),
            },
            {
                "median": _DECIMAL,
                "mean": _DECIMAL,
                "best": _DECIMAL,
                "rank_over": _WHOLE,
                "ranks": {
                    "type": "array",
                    "items": _thing(
                        {
                            "list": _one_of(RankList),
                            "rank": _WHOLE,
                            "out_of": _or_none(_WHOLE),
                        }
                    ),
                },
                "disputed_by": {
                    "type": "array",
                    "items": _thing(
                        {
                            "source": _TEXT,
                            "score": _or_none(_DECIMAL),
                            "rank": _or_none(_WHOLE),
                            "why": _or_none(_TEXT),
                        }
                    ),
                },
            },
        ),
        "Estimate": _thing(
            {"year": _WHOLE, "score": _or_none(_DECIMAL), "basis": _one_of(EstimateBasis)}
        ),
        "Attention": _thing(
            {
                "kind": _one_of(AttentionKind),
                "what": _TEXT,
                "units": _CODES,
                "days": _or_none(_WHOLE),
                "colour": _one_of(Colour),
                "reason": _TEXT,
            }
        ),
        "Light": _thing(_LIGHT),
        "Task": _thing(
            {
                "code": _TEXT,
                "title": _TEXT,
                "section": _or_none(_TEXT),
                "index": _or_none(_TEXT),
                "sub_index": _or_none(_TEXT),
                "lead": _CODES,
                "with": _CODES,
                "cadence": _or_none(_one_of(Cadence)),
                "start": _or_none(_DAY),
                "due": _or_none(_DAY),
                "light": _ref("Light"),
                "carried": _or_none(_QUARTER),
                "overdue_days": _or_none(_WHOLE),
                "status": _or_none(_one_of(TaskStatus)),
                "percent": _or_none({"type": "integer", "minimum": 0, "maximum": 100}),
                "done_on": _or_none(_DAY),
                "note": _or_none(_TEXT),
                "difficulty": _or_none(_TEXT),
                "needs_help": _or_none(_YES_OR_NO),
                "recovery": _or_none(_TEXT),
                "said_by": _or_none(_TEXT),
                "said_for": _or_none(_QUARTER),
                "said_on": _or_none(_DAY),
            }
        ),
        "Report": _thing(
            {
                "duty": _TEXT,
                "from": _TEXT,
                "to": _CODES,
                "period": _TEXT,
                "first_last_day": _or_none(_DAY),
                "last_day_in_time": _or_none(_DAY),
                "extension": _ref_or_none("Extension"),
                "state": _one_of(Timeliness),
                "days": _or_none(_WHOLE),
                "acceptance": _or_none(_one_of(Acceptance)),
                "handed_in_on": _or_none(_DAY),
                "entered_on": _or_none(_DAY),
                "reason": _TEXT,
            }
        ),
        "Extension": _thing(
            {"last_day": _DAY, "approver": _or_none(_TEXT), "basis": _or_none(_TEXT)}
        ),
        "Conclusion": _thing(
            {
                "id": _TEXT,
                "met_on": _DAY,
                "meeting": _or_none(_TEXT),
                "of": _TEXT,
                "about": _or_none(_TEXT),
                "text": _TEXT,
                "units": _CODES,
                "with": _CODES,
                "person": _or_none(_TEXT),
                "authority": _or_none(_TEXT),
                "product": _or_none(_TEXT),
                "due": _or_none(_DAY),
                "first_due": _or_none(_DAY),
                "ongoing": _YES_OR_NO,
                "approver": _or_none(_TEXT),
                "basis": _or_none(_TEXT),
                "state": _one_of(ConclusionState),
                "days": _or_none(_WHOLE),
                "colour": _one_of(Colour),
                "progress": _TEXT,
                "done_on": _or_none(_DAY),
                "accepted": _YES_OR_NO,
                "revision": _COUNT,
                "missing": {"type": "array", "items": _one_of(ConclusionPart)},
            }
        ),
        "Result": _thing(
            {
                "index": _TEXT,
                "sub_index": _or_none(_TEXT),
                "year": _WHOLE,
                "kind": _one_of(ResultKind),
                "score": _or_none(_DECIMAL),
                "rank": _or_none(_WHOLE),
                "out_of": _or_none(_WHOLE),
                "rank_over": _or_none(_WHOLE),
                "median": _or_none(_DECIMAL),
                "mean": _or_none(_DECIMAL),
                "best": _or_none(_DECIMAL),
                "of": _or_none(_TEXT),
                "derived": _YES_OR_NO,
                "published_on": _or_none(_DAY),
                "source": _or_none(_TEXT),
            }
        ),
        "Month": _thing(
            {
                "plan": _TEXT,
                "month": _MONTH,
                "edition": _WHOLE,
                "as_of": _DAY,
                "known_at": _MOMENT,
                "frozen_at": _MOMENT,
                "by": _TEXT,
                "format": _WHOLE,
                "checksum": _TEXT,
            }
        ),
        # Written once and answered byte for byte: older ones hold less than those of today.
        "FrozenMonth": {
            "type": "object",
            "properties": {
                "format": _TEXT,
                "version": _WHOLE,
                "plan": _TEXT,
                "illustration": _YES_OR_NO,
                "month": _MONTH,
                "edition": _WHOLE,
                "as_of": _DAY,
                "known_at": _MOMENT,
                "frozen_at": _MOMENT,
                "frozen_by": _TEXT,
                "board": {"type": "object"},
                "acts": {"type": "object"},
                "checksum": _TEXT,
            },
            "required": ["format", "version", "plan", "month", "edition", "board", "checksum"],
        },
        "Trouble": _thing({"said": _TEXT}, {"field": _TEXT}),
    }
)


def columns_of(name: str) -> tuple[str, ...]:
    """The columns of a table of such things; a thing within one has a column for each field."""
    columns: list[str] = []
    for field, schema in SCHEMAS[name]["properties"].items():
        within = next(
            (each["$ref"] for each in (schema, *schema.get("anyOf", ())) if "$ref" in each), None
        )
        if within is None:
            columns.append(field)
        else:
            fields = SCHEMAS[within.rpartition("/")[2]]["properties"]
            columns += [f"{field}.{each}" for each in fields]
    return tuple(columns)
