"""A process that writes into a store as fast as it can and logs what was acknowledged, one JSON line per change."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Iterator
from pathlib import Path

from transqa.config import load_config
from transqa.review import Actor, Conflict, Desk, NotFound, Role, State


def work(desk: Desk, actor: Actor, seconds: float) -> Iterator[dict[str, object]]:
    """Decide, comment and edit until the time is over; one row per acknowledged change."""
    numbers = [one.id for one in desk.documents(actor)]
    chance = random.Random(actor.name)
    until = time.monotonic() + seconds
    count = 0
    while time.monotonic() < until:
        count += 1
        word = f"{actor.name}x{count}x"
        number = chance.choice(numbers)
        page = desk.page(actor, number)
        findings = [one for row in page.rows for one in row.findings]
        try:
            if count % 8 == 0:
                row = chance.choice([one for one in page.rows if one.target])
                block = row.target[0]
                text = f"{block.text} {word}"
                desk.edit_block(actor, number, block.index, base_revision=page.revision, base=block.text, text=text)
                yield {"what": "edit", "document": number, "word": word}
            elif count % 3 == 0:
                desk.comment(actor, number, word)
                yield {"what": "comment", "document": number, "word": word}
            else:
                state = chance.choice([State.ACCEPTED, State.DEFERRED, State.DISMISSED])
                chosen = chance.choice(findings).finding.fingerprint
                desk.decide(actor, number, chosen, state, reason=word)
                yield {"what": "decide", "document": number, "word": word}
        except (Conflict, NotFound):
            # Somebody else was quicker; nothing was acknowledged.
            continue


def write(url: str, config: str, seconds: float, name: str, log: str) -> None:
    """Open the store, say so in the log, and work."""
    desk = Desk(url, config=load_config(Path(config)))
    with open(log, "w", encoding="utf-8") as file:
        print(json.dumps({"what": "open"}), file=file, flush=True)
        for row in work(desk, Actor(name, Role.ADMIN), seconds):
            print(json.dumps(row), file=file, flush=True)
