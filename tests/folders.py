"""The folders and files that tests read, each named once.

Real texts and everything else that stands for the world lie in ``tests/corpus``; a test's own table
lies beside the test.
"""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
"""The checkout."""
DOCS = ROOT / "docs"
VOCABULARY = ROOT / "vocabulary"
EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))
"""The six published projects of 2022, as submissions."""
DEPARTMENTS = ROOT / "examples" / "departments"

TESTS = ROOT / "tests"
STATISTICS = TESTS / "statistics"
"""Faults planted by the hundred, and how many are found."""
CORPUS = TESTS / "corpus"
SEEDS = CORPUS / "seeds"
"""The five real documents, as text."""
READINGS = CORPUS / "readings"
"""What a person read in them."""
LAYOUTS = CORPUS / "layouts"
"""Forms of several provinces: described as data, and as files of every kind."""
FORM_FILES = LAYOUTS / "files"
DOCUMENTS = CORPUS / "documents"
"""Files as programs save them: prints, old workbooks, scans, locked ones."""
TARGETS = CORPUS / "targets"
TARGET_TABLES = TARGETS.parent / "target_tables"
"""Approved target tables, typed by a person and as files."""
SETS = CORPUS / "sets"
"""Indicator sets that quote real tables and do not ship."""
SET_VERSIONS = CORPUS / "set_versions"
"""Digests of the shipped sets, past and present, and copies of old ones."""
SUBMISSIONS = CORPUS / "submissions"
"""One worked submission for sets that have no published one."""
FIELD = CORPUS / "field"
"""Small forms written after published ones, with their right reading and findings by hand."""
CASES = CORPUS / "cases"
"""Cases from the field: small inputs made after what people who do this job report."""
