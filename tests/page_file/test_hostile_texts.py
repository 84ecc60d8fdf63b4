"""What would end an interpreter in a browser is refused there as it is here, word for word."""

from tests.documents.test_json_text import BAD

DEEP = [
    "[" * 100_000,
    "[" * 5_000 + "]" * 5_000,
    '{"甲":' * 20_000 + "1" + "}" * 20_000,
    '[{"甲":' * 20_000,
    '["' + "[" * 90 + '",' + "[" * 60 + "]" * 60 + "]",
    "[" * 99 + "]" * 99,
    "[" * 31 + "]" * 31,
    "[" * 30 + "]" * 30,
    r'["\"", ' + "[" * 200,
    '"' + "[" * 1_000_000 + '"',
]
YAML = [
    "[" * 5_000,
    "{a: " * 3_000 + "}" * 3_000,
    "- " * 3_000 + "1",
    "\n".join(" " * depth + "a:" for depth in range(2_000)),
    "&a [*a]",
    "!!python/object/apply:os.system [dir]",
    "[" * 31 + "]" * 31,
    "[" * 30 + "]" * 30,
]
HEAD = '{"id":1,"op":"hello","rev":0,"body":'
MESSAGES = [
    *(HEAD + text + "}" for text in DEEP),
    *DEEP,
    HEAD + '{"甲":NaN}}',
    '{"id":' + "1" * 5_000 + ',"op":"hello"}',
    r'{"id":1,"op":"score","body":{"submission":{"set":"\ud800","project":{"name":"\udfff"}}}}',
    '{"id":1,"op":"' + "甲" * 1_000_000 + '"}',
    "",
    "null",
    "[]",
]


def test_json_yaml_and_messages_have_the_same_end_in_the_page(in_the_page, natively):
    asked = [
        *(("json", text) for text, _, _ in BAD),
        *(("json", text) for text in DEEP),
        *(("yaml", text) for text in YAML),
        *(("message", text) for text in MESSAGES),
    ]
    here = natively("read_texts.py", asked)
    assert [end for (reader, _), end in zip(asked, here, strict=True) if reader == "json"][
        : len(BAD)
    ].count("read") == 0
    assert in_the_page("read_texts.py", asked) == here
