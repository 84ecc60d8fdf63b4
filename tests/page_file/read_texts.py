# ruff: noqa: F821 - `given` is put in by who runs this
"""Read each text that is given by the reader that is named; `made` is what came of it."""

import json

from scoring.documents.json_text import parse_json
from scoring.documents.yaml_text import parse_yaml
from scoring.page.engine import PageEngine
from scoring.problem import InputError

engine = PageEngine()


def outcome(reader, text):
    try:
        if reader == "message":
            answer = json.loads(engine.answer(text).text)
            return [[p["where"], p["code"], p["what"]] for p in answer["problems"]]
        {"json": parse_json, "yaml": parse_yaml}[reader](text, "甲")
    except InputError as error:
        # PyYAML's scanner in C, which the page lacks, stops at another column of what is too deep.
        of_place = [str(p.place.line if reader == "yaml" else p.place) for p in error.problems[:3]]
        return [[at, p.code, p.message] for at, p in zip(of_place, error.problems, strict=False)]
    return "read"


made = [outcome(reader, text) for reader, text in json.loads(given)]
