"""``/api/v1/openapi.json``: what the API answers to, in OpenAPI, made of what it is made of."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from ddci_tracker import __version__
from ddci_tracker.web.api.answers import CSV, JSON
from ddci_tracker.web.api.parameters import ApiParameter
from ddci_tracker.web.api.resources import RESOURCES, ApiResource
from ddci_tracker.web.api.schemas import SCHEMAS
from ddci_tracker.web.entrances import API
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.language import Language
from ddci_tracker.words.marking import N_

DESCRIPTION = "/openapi.json"

_SECURITY = "token"
# Why there is no other answer, by status.
TROUBLES = {
    401: N_("Without a token that reads something"),
    403: N_("The token does not read this"),
    404: N_("There is no such thing, or not yet"),
    405: N_("Here is only read"),
    406: N_("It does not come in any form that is asked for"),
    422: N_("A parameter cannot be read, or there is none of that name"),
    429: N_("Asked too often; Retry-After says when again"),
    500: N_("An error of the tracker's own"),
    503: N_("The database does not answer"),
}


@lru_cache
def description(language: Language) -> dict[str, Any]:
    """The whole description, its sentences in a language."""
    words = Words.of(language)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": words.text(N_("DDCI tracker: reading by other systems")),
            "version": __version__,
            "description": words.text(
                N_(
                    "Everything is read only. Days are ISO, decimals are strings with exactly the "
                    "printed places, unknown is null. Send the token as Authorization: Bearer."
                )
            ),
        },
        "servers": [{"url": API}],
        "security": [{_SECURITY: []}],
        "paths": {each.path: {"get": _operation(each, words)} for each in RESOURCES},
        "components": {
            "schemas": dict(SCHEMAS),
            "securitySchemes": {_SECURITY: {"type": "http", "scheme": "bearer"}},
        },
    }


def _operation(resource: ApiResource, words: Words) -> dict[str, Any]:
    schema: dict[str, Any] = {"$ref": f"#/components/schemas/{resource.schema}"}
    content: dict[str, Any] = {JSON: {"schema": schema}}
    if resource.is_list:
        content[JSON] = {"schema": {"type": "array", "items": schema}}
        content[CSV] = {"schema": {"type": "string"}}
    trouble = {JSON: {"schema": {"$ref": "#/components/schemas/Trouble"}}}
    return {
        "operationId": resource.name,
        "summary": words.text(resource.about),
        "parameters": [
            *(_parameter(each, "path", words) for each in resource.of_path),
            *(_parameter(each, "query", words) for each in resource.of_query),
        ],
        "responses": {
            "200": {
                "description": words.text(resource.about),
                "content": content,
                "headers": {"ETag": {"schema": {"type": "string"}, "required": True}},
            },
            "304": {"description": words.text(N_("What the asker has already (If-None-Match)"))},
            **{
                str(status): {"description": words.text(about), "content": trouble}
                for status, about in TROUBLES.items()
            },
        },
    }


def _parameter(parameter: ApiParameter, place: str, words: Words) -> dict[str, Any]:
    return {
        "name": parameter.name,
        "in": place,
        "required": place == "path",
        "description": words.text(parameter.about),
        "schema": dict(parameter.schema),
        "example": parameter.form,
    }
