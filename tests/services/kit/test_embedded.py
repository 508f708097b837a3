import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from services.kit.embedded import embedded_server, require_database
from services.migrations import ServerTooOldError
from services.migrations.migrate import require_server

JOIN = """
import sys
from pathlib import Path
import psycopg
from services.kit.embedded import embedded_server
with embedded_server(Path(sys.argv[1])) as url, psycopg.connect(url) as connection:
    print(connection.execute("SELECT pg_postmaster_start_time()").fetchone()[0].isoformat())
"""


def test_a_locale_that_the_machine_lacks_does_no_harm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "xx_XX.UTF-8")
    with embedded_server(tmp_path / "postgres", keeps_data=False) as url:
        with psycopg.connect(require_database(url, "orders")) as connection:
            found = connection.execute(
                "SELECT pg_encoding_to_char(encoding), datcollate FROM pg_database WHERE datname = 'orders'"
            ).fetchone()
        assert found == ("UTF8", "C")
        assert os.environ["LC_ALL"] == "xx_XX.UTF-8"


def test_processes_share_a_server_and_one_that_leaves_does_not_stop_it(tmp_path: Path) -> None:
    with embedded_server(tmp_path / "postgres", keeps_data=False) as url:
        joined = subprocess.run(
            [sys.executable, "-c", JOIN, str(tmp_path / "postgres")], capture_output=True, text=True, check=True
        )
        with psycopg.connect(url) as connection:
            [started] = connection.execute("SELECT pg_postmaster_start_time()").fetchone() or [None]
    assert started is not None
    assert joined.stdout.strip() == started.isoformat()


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="page faults are counted by Linux")
def test_a_large_answer_is_made_in_memory_that_the_one_before_left(tmp_path: Path) -> None:
    large = "SELECT array_to_string(ARRAY(SELECT md5(n::text) FROM generate_series(1, 20000) n), ',')"
    with embedded_server(tmp_path / "postgres", keeps_data=False) as url, psycopg.connect(url) as connection:
        for _ in range(5):
            connection.execute(large)
        before = page_faults(connection.info.backend_pid)
        for _ in range(20):
            connection.execute(large)
        assert page_faults(connection.info.backend_pid) - before < 20 * 100  # given back, it would be 20 * 1 300


def page_faults(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[7])


@pytest.mark.parametrize("version", [(), (15, 3), (16, 9)])
def test_a_server_that_is_too_old_is_refused_before_anything_is_written(version: tuple[int, ...]) -> None:
    with pytest.raises(ServerTooOldError):
        require_server(version)


@pytest.mark.parametrize("version", [(17, 0), (18,)])
def test_a_server_that_is_new_enough_is_taken(version: tuple[int, ...]) -> None:
    require_server(version)
