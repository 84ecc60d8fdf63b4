"""One cluster for all tests that need three workers: starting it takes seconds."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.pool.local_cluster import LocalCluster


@pytest.fixture(scope="session")
def three(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalCluster]:
    """A scheduler and three worker processes."""
    with LocalCluster(tmp_path_factory.mktemp("cluster"), 3) as cluster:
        yield cluster
