"""The language server at the keyboard: milliseconds from a key to the diagnostics of the text with it, over a real session.

usage: python benchmarks/bench_lsp.py [--keys N] [--every SECONDS] [SOURCE TARGET ...]

Without files, the sample digests of ``data/``. The server runs as an editor starts it, ``transqa lsp`` on standard input
and output. A digest is opened; then keys are typed at random places, bursts of ten in one place, one key every so many
seconds (0.15: a quick typist), with a pause for the whole check after each burst. Timed is from before the change is
written to the server until diagnostics of this version, or of a later one, have arrived, wall-clock. ``whole`` is from the
last key of a burst to the diagnostics of the whole check, the pause that it waits for included.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import statistics
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
BURST = 10
#: Seconds without news after which a whole check has been told of: the server's pause and more than it takes.
QUIET = 2.0
LETTERS = "的模型是在了学习ab ，。"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--keys", type=int, default=100, help="keys per document (100)")
    parser.add_argument("--every", type=float, default=0.15, help="seconds from key to key (0.15)")
    parser.add_argument("files", nargs="*", type=Path, metavar="SOURCE TARGET")
    given = parser.parse_args(arguments)
    if len(given.files) % 2:
        parser.error("every SOURCE needs its TARGET")
    pairs = list(zip(given.files[::2], given.files[1::2], strict=True)) or _samples()
    print(
        f"{'document':<40} {'chars':>6} {'findings':>8} {'p50 ms':>7} {'p95 ms':>7} {'max ms':>7} {'whole ms':>9} {'open s':>7}"
    )
    for source, target in pairs:
        print(
            asyncio.run(_measured(source.resolve(), target.resolve(), keys=given.keys, every=given.every)), flush=True
        )
    return 0


def _samples() -> list[tuple[Path, Path]]:
    return [(folder / "en.md", draft) for folder in sorted(ROOT.glob("data/*/")) for draft in folder.glob("*-draft.md")]


class _Client:
    """As much of an editor as it takes; keeps when which version of the one document was told of."""

    def __init__(self, server: asyncio.subprocess.Process) -> None:
        assert server.stdin and server.stdout
        self.server, self._stdin, self._stdout = server, server.stdin, server.stdout
        self.told: list[tuple[float, int, int]] = []
        self._answers: dict[int, asyncio.Future[Any]] = {}
        self._reader = asyncio.create_task(self._read())

    def notify(self, method: str, params: Any, **more: Any) -> None:
        body = json.dumps({"jsonrpc": "2.0", "method": method, "params": params, **more}).encode()
        self._stdin.write(f"Content-Length: {len(body)}\r\n\r\n".encode() + body)

    async def request(self, method: str, params: Any) -> Any:
        number = len(self._answers)
        self._answers[number] = asyncio.get_running_loop().create_future()
        self.notify(method, params, id=number)
        return await self._answers[number]

    async def _read(self) -> None:
        while True:
            try:
                header = await self._stdout.readuntil(b"\r\n\r\n")
            except asyncio.IncompleteReadError:
                return
            length = next(line for line in header.split(b"\r\n") if line.startswith(b"Content-Length:"))
            body = await self._stdout.readexactly(int(length.split(b":")[1]))
            arrived = time.perf_counter()
            message = json.loads(body)
            if message.get("method") == "textDocument/publishDiagnostics":
                params = message["params"]
                self.told.append((arrived, params.get("version") or 0, len(params["diagnostics"])))
            elif "result" in message:
                self._answers[message["id"]].set_result(message["result"])


async def _measured(source: Path, target: Path, *, keys: int, every: float) -> str:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    pipes = {"stdin": asyncio.subprocess.PIPE, "stdout": asyncio.subprocess.PIPE}
    command = (sys.executable, "-m", "transqa", "lsp")
    client = _Client(await asyncio.create_subprocess_exec(*command, cwd=target.parent, env=environment, **pipes))
    options = {"source": str(source)}
    await client.request(
        "initialize", {"processId": None, "rootUri": None, "capabilities": {}, "initializationOptions": options}
    )
    client.notify("initialized", {})
    text, uri, version, letters = target.read_text(encoding="utf-8"), target.as_uri(), 1, random.Random(1)
    opened = time.perf_counter()
    document = {"uri": uri, "languageId": "markdown", "version": 1, "text": text}
    client.notify("textDocument/didOpen", {"textDocument": document})
    await _quiet(client, since=opened)
    first, _, findings = client.told[0]
    place, typed = 0, list[tuple[float, int]]()
    whole: list[float] = []
    for key in range(keys):
        place = letters.randrange(len(text)) if key % BURST == 0 else place + 1
        text = text[:place] + letters.choice(LETTERS) + text[place:]
        version += 1
        typed.append((time.perf_counter(), version))
        change = {"textDocument": {"uri": uri, "version": version}, "contentChanges": [{"text": text}]}
        client.notify("textDocument/didChange", change)
        if key % BURST < BURST - 1:
            await asyncio.sleep(every)
            continue
        await _quiet(client, since=typed[-1][0])
        whole.append(client.told[-1][0] - typed[-1][0])
    waits = sorted(next(at for at, told, _ in client.told if told >= number) - when for when, number in typed)
    await client.request("shutdown", None)
    client.notify("exit", None)
    await client.server.wait()
    percentile = [1000 * waits[min(int(share * len(waits)), len(waits) - 1)] for share in (0.5, 0.95, 1.0)]
    name = "/".join(target.parts[-2:])
    return (
        f"{name:<40} {len(text):>6} {findings:>8} {percentile[0]:>7.0f} {percentile[1]:>7.0f} {percentile[2]:>7.0f} "
        f"{1000 * statistics.median(whole):>9.0f} {first - opened:>7.1f}"
    )


async def _quiet(client: _Client, *, since: float) -> None:
    """Wait until something was told after ``since``, and then nothing for a while."""
    while not client.told or time.perf_counter() - max(client.told[-1][0], since) < QUIET or client.told[-1][0] < since:
        await asyncio.sleep(0.05)


if __name__ == "__main__":
    sys.exit(main())
