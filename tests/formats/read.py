"""Reads what hadome wrote with the programs of its readers, and compares it with the JSON of the same run: read.py FORMAT DIRECTORY."""

import json
import os
import re
import sys
import xml.etree.ElementTree as ElementTree

format, directory = sys.argv[1:]
schemas = os.path.join(os.path.dirname(__file__), "schemas")


def text(name):
    with open(os.path.join(directory, name), encoding="utf-8", newline="") as file:
        return file.read()


run = json.loads(text("json"))
findings = [finding for file in run["files"] for finding in file["findings"]]


def junit():
    import junitparser
    from lxml import etree

    path = os.path.join(directory, "junit")
    schema = etree.XMLSchema(etree.parse(os.path.join(schemas, "junit-10.xsd")))
    schema.assertValid(etree.parse(path))
    suites = list(junitparser.JUnitXml.fromfile(path))
    assert len(suites) == len(run["files"]) + len(run["errors"])
    kinds = {junitparser.Failure: [], junitparser.Error: []}
    for suite in suites:
        cases = list(suite)
        assert len(cases) == suite.tests >= 1
        for case in cases:
            for result in case.result:
                kinds[type(result)].append(result.message)
        # The numbers of a suite are those of its tests.
        written = (suite.failures, suite.errors)
        suite.update_statistics()
        assert (suite.failures, suite.errors) == written
    assert len(kinds[junitparser.Failure]) == len(findings)
    assert kinds[junitparser.Error] == [error["message"] for error in run["errors"]]


def checkstyle():
    root = ElementTree.fromstring(text("checkstyle"))
    assert [file.tag for file in root] == ["file"] * len(run["files"] + run["errors"])
    errors = [error for file in root for error in file if error.get("source") != "hadome.error"]
    assert len(errors) == len(findings)
    for error, finding in zip(errors, findings):
        assert int(error.get("line")) == finding["start"]["line"]
        assert error.get("source") == "hadome." + finding["rule"]
        assert error.get("severity") == finding["severity"]


def markdown():
    import cmarkgfm

    source = text("markdown")
    assert len(source) < 65536, "a comment on GitHub holds no more"
    # Raw HTML is let through, so that it would be seen.
    options = cmarkgfm.cmark.Options.CMARK_OPT_UNSAFE
    html = cmarkgfm.github_flavored_markdown_to_html(source, options)
    tags = set(re.findall(r"<([a-zA-Z0-9]+)", html))
    allowed = {"h2", "h3", "h4", "p", "ul", "li", "strong", "code", "table", "thead", "tbody", "tr", "th", "td"}
    assert tags <= allowed, tags - allowed
    assert html.count("<li>") == len(findings) + len(run["errors"])
    # What GitHub makes of the text afterwards, outside of code.
    plain = re.sub(r"<code>.*?</code>", "", html, flags=re.DOTALL)
    assert not re.search(r"@\w|#\d|https?://|www\.\w", plain)


def sarif():
    results = json.loads(text("sarif"))["runs"][0]["results"]
    open_results = [result for result in results if not result["suppressions"]]
    assert len(open_results) == len(findings)
    assert len(json.loads(text("sarif-github"))["runs"][0]["results"]) == len(findings)
    for result, finding in zip(open_results, findings):
        assert (result["ruleId"], result["message"]["text"].split("\n")[0]) == (
            finding["rule"],
            finding["message"].replace("](", "] ("),
        )
    assert len({result["partialFingerprints"]["hadome/v1"] for result in results}) == len(results)


def gitlab():
    issues = json.loads(text("gitlab"))
    assert [issue["check_name"] for issue in issues] == [finding["rule"] for finding in findings]
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)


{"junit": junit, "checkstyle": checkstyle, "markdown": markdown, "sarif": sarif, "gitlab": gitlab}[format]()
