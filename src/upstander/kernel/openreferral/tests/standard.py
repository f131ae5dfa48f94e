"""What Open Referral UK 3.0 asks of each page, restated as JSON schemas of our own.

Where the compiled schemas of the standard lie in the folder that OPEN_DATA names, services and
organisations are held against those as well.
"""

import json
import os
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker

THEIRS = Path(os.environ.get("OPEN_DATA", "")) / "directory"

TEXT, NUMBER, FLAG = {"type": "string", "minLength": 1}, {"type": "number"}, {"type": "boolean"}
ID, URI = {"type": "string", "format": "uuid"}, {"type": "string", "format": "uri"}
DAY = {"type": "string", "format": "date"}
TIME = {"type": "string", "pattern": r"^([01]\d|2[0-3]):[0-5]\d:[0-5]\d$"}
COUNT = {"type": "integer", "minimum": 0}


def thing(needed: str, **fields: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "required": needed.split(),
        "properties": {"id": ID, **fields},
        "additionalProperties": False,
    }


def many(schema: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": schema, "minItems": 1}


TERM = thing(
    "id name description", name=TEXT, description=TEXT, taxonomy=TEXT, taxonomy_id=ID, term=TEXT
)
ORGANIZATION = thing("id name description", name=TEXT, description=TEXT, website=URI)
ADDRESS = thing(
    "id address_1 city state_province postal_code country address_type",
    address_1=TEXT,
    city=TEXT,
    state_province=TEXT,
    postal_code=TEXT,
    country=TEXT,
    address_type={"enum": ["physical", "postal", "virtual"]},
)
LOCATION = thing(
    "id location_type",
    location_type={"enum": ["physical", "postal", "virtual"]},
    name=TEXT,
    latitude={"type": "number", "minimum": -90, "maximum": 90},
    longitude={"type": "number", "minimum": -180, "maximum": 180},
    addresses=many(ADDRESS),
    accessibility=many(thing("id", description=TEXT)),
)
SCHEDULE = thing(
    "id freq",
    freq={"enum": ["WEEKLY", "MONTHLY"]},
    interval=NUMBER,
    byday={"type": "string", "pattern": "^(MO|TU|WE|TH|FR|SA|SU)(,(MO|TU|WE|TH|FR|SA|SU))*$"},
    opens_at=TIME,
    closes_at=TIME,
    valid_from=DAY,
    valid_to=DAY,
    notes=TEXT,
)
AT = {"service_id": ID, "location": LOCATION}
FLAT = {
    "name": TEXT,
    "description": TEXT,
    "url": URI,
    "status": {"enum": ["active", "inactive", "defunct", "temporarily closed"]},
    "fees": TEXT,
    "minimum_age": NUMBER,
    "assured_date": DAY,
    "last_modified": {"type": "string", "format": "date-time"},
    "organization": ORGANIZATION,
}
LISTED = thing("id name status", **FLAT)
SERVICE = thing(
    "id name status",
    **FLAT,
    schedules=many(SCHEDULE),
    service_areas=many(thing("id", name=TEXT, service_area=TEXT)),
    service_at_locations=many(thing("id", **AT)),
    languages=many(thing("id", code=TEXT, name=TEXT)),
    attributes=many(
        thing("id link_type taxonomy_term", link_id=ID, link_type=TEXT, taxonomy_term=TERM)
    ),
)
SCHEMAS = {
    "service": SERVICE,
    "services": LISTED,
    "service_at_locations": thing("id location", **AT, service=LISTED),
    "organizations": ORGANIZATION,
    "locations": LOCATION,
    "taxonomies": thing("id name description", name=TEXT, description=TEXT),
    "taxonomy_terms": TERM,
}
PAGE = {
    "type": "object",
    "required": ["contents"],
    "additionalProperties": False,
    "properties": {
        **dict.fromkeys(("total_items", "total_pages", "size"), COUNT),
        "page_number": {"type": "integer", "minimum": 1},
        **dict.fromkeys(("first_page", "last_page", "empty"), FLAG),
        "contents": {"type": "array"},
    },
}
FILES = {
    "service": "oruk_schema_service_compiled.json",
    "services": "oruk_schema_service_compiled.json",
    "organizations": "oruk_schema_organization_compiled.json",
}


def faults_of(kind: str, content: Any) -> list[str]:
    """List what is wrong with a page of a list, or with one service."""
    if kind == "service":
        return _faults(SERVICE, content) + _faults(theirs(kind), content)
    rows = [fault for row in content["contents"] for fault in _row_faults(kind, row)]
    return _faults(PAGE, content) + rows


def _row_faults(kind: str, row: Any) -> list[str]:
    return _faults(SCHEMAS[kind], row) + _faults(theirs(kind), row)


def theirs(kind: str) -> dict[str, Any]:
    """Give the standard's own schema where it is at hand; else one that anything fits."""
    file = THEIRS / FILES.get(kind, "none")
    return json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}


def _faults(schema: dict[str, Any], content: Any) -> list[str]:
    checker = Draft202012Validator(schema, format_checker=FormatChecker())
    return [f"{list(fault.path)}: {fault.message}" for fault in checker.iter_errors(content)]
