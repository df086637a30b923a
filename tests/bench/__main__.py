"""`python -m tests.bench [engine …]`: measure and print; nothing is written into the house."""

from __future__ import annotations

import json
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tests.bench.engines import ENGINES, SIZES, environment
from tests.bench.rules_bulk import report as rules_bulk
from tests.bench.rules_check import report as rules_check
from tests.bench.writers import WRITERS

ROUNDS, TIMES = 9, 20
KINDS = ("page", "account", "autosave", "sheet", "dashboard")
NAMES = {
    "page": "trang đọc một dòng theo khóa (trang một văn bản)",
    "account": "trang tài khoản (không đọc gì thêm)",
    "autosave": "lưu một dòng",
    "sheet": "phiếu 35 tiêu chí",
    "dashboard": "toàn cảnh tỉnh",
}
LIMITS = {"autosave": 1.7, "sheet": 5.0, "dashboard": 3.0}
UNIONS = 3700


class Workshop:
    """A process beside one province."""

    def __init__(self, data: str, url: str) -> None:
        self.env = environment(data, url)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.bench.workshop"],
            env=self.env,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def ask(self, do: str, **given: object) -> Any:
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps({"do": do, **given}) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit(f"the workshop ended at «{do}»; run with BENCH_LOUD=1 to see why")
        return json.loads(line)

    def close(self) -> None:
        assert self.process.stdin
        self.process.stdin.close()
        self.process.wait(30)


def main() -> int:
    engines = sys.argv[1:] or list(ENGINES)
    print(machine())
    rules_bulk()
    rules_check()
    for name in engines:
        with ENGINES[name]() as places:
            report(name, places)
    return 0


def machine() -> str:
    model = next(
        (
            line.split(":")[1].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if line.startswith("model name")
        ),
        platform.machine(),
    )
    load = ", ".join(f"{n:.1f}" for n in os.getloadavg())
    return (
        f"Máy: {model}, {os.cpu_count()} nhân, {platform.system()} {platform.release()}, "
        f"Python {platform.python_version()}; tải lúc bắt đầu {load}"
    )


def report(name: str, places: dict[int, tuple[str, str]]) -> None:
    print(f"\n== {name}", flush=True)
    shops = {}
    try:
        for size in SIZES:
            shops[size] = Workshop(*places[size])
            began = time.monotonic()
            shops[size].ask("build", unions=size, signed_in=WRITERS // 2)
            print(f"Dựng {size} đơn vị × 35 tiêu chí: {time.monotonic() - began:.0f} giây")
        costs(shops[UNIONS])
        sizes(shops)
        counts(shops[UNIONS])
        conflicts(shops[UNIONS], *places[UNIONS])
        count, fault = shops[UNIONS].ask("verify")
        print(f"Nhật ký: {count} sự kiện, {fault or 'chuỗi nguyên vẹn'}")
    finally:
        for shop in shops.values():
            shop.close()


def costs(shop: Workshop) -> None:
    """CPU of each request in interleaved rounds, against the page."""
    warm(shop, KINDS)
    rounds: dict[str, list[float]] = {kind: [] for kind in KINDS}
    for _round in range(ROUNDS):
        for kind in KINDS:
            rounds[kind].append(shop.ask("round", kind=kind, times=TIMES))
    print(f"\n{UNIONS} đơn vị: CPU một yêu cầu (ms), trung vị {ROUNDS} lượt × {TIMES} yêu cầu")
    for kind in KINDS:
        ratios = [own / page for own, page in zip(rounds[kind], rounds["page"], strict=True)]
        ratio, limit = statistics.median(ratios), LIMITS.get(kind)
        verdict = "" if limit is None else f"  mục tiêu ≤ {limit}  {met(ratio <= limit)}"
        spread = f"({min(ratios):.2f}–{max(ratios):.2f})"
        own = statistics.median(rounds[kind])
        print(f"  {NAMES[kind]:<50} {own:7.2f} ms  {ratio:5.2f}× {spread:<13}{verdict}")


def sizes(shops: dict[int, Workshop]) -> None:
    """The same save in a small and in a large province."""
    small, large = min(shops), max(shops)
    rounds: dict[int, list[float]] = {small: [], large: []}
    for size in rounds:
        warm(shops[size], ("autosave",))
    for _round in range(ROUNDS):
        for size, seen in rounds.items():
            seen.append(shops[size].ask("round", kind="autosave", times=TIMES))
    a, b = (statistics.median(rounds[size]) for size in (small, large))
    print(
        f"\nLưu một dòng: {small} đơn vị {a:.2f} ms, {large} đơn vị {b:.2f} ms, "
        f"lệch {(b / a - 1) * 100:+.0f} %  mục tiêu ± 20 %  {met(abs(b / a - 1) <= 0.2)}"
    )


def counts(shop: Workshop) -> None:
    seen = {kind: len(shop.ask("statements", kind=kind)) for kind in KINDS}
    print("\nSố câu lệnh: " + ", ".join(f"{NAMES[kind]} {n}" for kind, n in seen.items()))


def conflicts(shop: Workshop, data: str, url: str) -> None:
    """Writers at once over HTTP: errors, lost saves, rate."""
    visitors = shop.ask("visitors", writers=WRITERS)
    made = subprocess.run(
        [sys.executable, "-m", "tests.bench.writers"],
        input=json.dumps({"visitors": visitors, "data": data, "url": url}),
        env=shop.env,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    seen = json.loads(made.stdout)
    lost = shop.ask("lost", acknowledged=seen["acknowledged"])
    rate = seen["saves"] / seen["seconds"]
    print(
        f"\n{WRITERS} người ghi cùng lúc qua HTTP: {seen['saves']} lần lưu trong "
        f"{seen['seconds']:.1f} giây = {rate:.0f}/giây; chậm nhất {seen['slowest'] * 1000:.0f} ms\n"
        f"  lỗi {len(seen['errors'])} {met(not seen['errors'])}; "
        f"mất {len(lost)} {met(not lost)}; "
        f"ghi trần một dòng trên cùng đĩa {seen['bare']:.0f}/giây ({rate / seen['bare']:.2f})"
    )
    for error in [*seen["errors"][:5], *lost[:5]]:
        print(f"    {error}")


def warm(shop: Workshop, kinds: Iterable[str]) -> None:
    for kind in kinds:
        shop.ask("round", kind=kind, times=5)


def met(holds: bool) -> str:
    return "đạt" if holds else "CHƯA ĐẠT"


if __name__ == "__main__":
    sys.exit(main())
