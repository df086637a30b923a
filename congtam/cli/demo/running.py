"""Run the demo: web and worker as two processes that live on the same supposed day."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from datetime import datetime
from types import FrameType

from congtam.cli.demo.accounts import table
from congtam.cli.demo.building import script_of_the_year
from congtam.cli.run import port
from congtam.cli.words import Stop
from congtam.clock import real_now
from congtam.ledger.models import Event

READY_SECONDS, LEAVE_SECONDS = 30, 15


def serve() -> int:
    """Start both, say where and who when the web is ready, stop both together."""
    signal.signal(signal.SIGTERM, _leave)
    address = f"http://127.0.0.1:{port()}"
    set_clock = f"{supposed_now().isoformat()}@{real_now().isoformat()}"
    env = {**os.environ, "CONGTAM_DEMO": "1", "CONGTAM_SET_CLOCK": set_clock}
    running = [
        subprocess.Popen([sys.executable, "-m", "congtam.cli.main", verb], env=env)
        for verb in ("serve", "work")
    ]
    try:
        _until_ready(address, running[0])
        print(f"\nCông Tâm đang chạy: {address}\n\n{table()}\n\nCtrl+C để dừng.", flush=True)
        while all(process.poll() is None for process in running):
            time.sleep(1)
    except KeyboardInterrupt:
        return 0
    finally:
        _stop(running)
    raise Stop("Máy chủ đã dừng ngoài ý muốn.")


def supposed_now() -> datetime:
    """The day of the script, or where the visitors left off, so that time never runs back."""
    now = script_of_the_year().now
    last = Event.objects.order_by("-at").values_list("at", flat=True).first()
    return max(now, last) if last else now


def _until_ready(address: str, web: subprocess.Popen[bytes]) -> None:
    for _turn in range(READY_SECONDS * 5):
        if web.poll() is not None:
            raise Stop("Máy chủ không khởi động được (xem dòng trên).")
        try:
            with urllib.request.urlopen(f"{address}/readyz", timeout=2) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise Stop("Máy chủ chưa sẵn sàng sau 30 giây.")


def _stop(running: list[subprocess.Popen[bytes]]) -> None:
    for process in running:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
    for process in running:
        try:
            process.wait(LEAVE_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()


def _leave(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
