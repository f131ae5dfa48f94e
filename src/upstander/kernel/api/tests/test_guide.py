"""One declaration gives the check, the document and the page for developers."""

import json
import re
from html import unescape

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from upstander.kernel.api import openapi
from upstander.kernel.api.gathering import all_operations
from upstander.kernel.api.tests.cases import ECHO
from upstander.kernel.registry import registered


@pytest.fixture(autouse=True)
def echo(db):
    with registered(ECHO):
        yield


def test_the_document_is_openapi():
    OpenAPIV31SpecValidator(openapi.document()).validate()


def test_the_document_holds_the_very_schema_that_checks(client):
    document = client.get("/api/openapi.json").json()

    (say,) = [each for each in all_operations() if each.code == "echo.say"]
    sent = document["paths"]["/echo/"]["post"]["requestBody"]["content"]["application/json"]
    assert sent["schema"] == json.loads(json.dumps(say.body()))
    assert document["paths"]["/echo/{number}/"]["get"]["operationId"] == "echo.hear"
    assert set(document["paths"]["/echo/"]["post"]["responses"]) >= {"201", "401", "403", "422"}


def test_the_page_says_what_is_sent_and_fetches_nothing_from_elsewhere(client):
    page = client.get("/api/").content.decode()

    for operation in ECHO.operations:
        assert operation.title in page
    for name in ("word", "colour", "many", "said", "heard"):
        assert f">{name}</code>" in page
    fetched = re.findall(r'(?:src|href)="([^"#]+)"', page)
    assert [each for each in fetched if each.startswith(("http", "//"))] == []


def test_the_examples_on_the_page_are_whole(client):
    page = unescape(client.get("/api/").content.decode())
    shown = re.findall(r'<pre[^>]*data-example="python echo.say">(.*?)</pre>', page, re.S)

    compile(shown[0], "example", "exec")
    assert '"many": ["a", "b"]' in shown[0]
