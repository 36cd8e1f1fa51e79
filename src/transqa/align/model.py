"""The aligner."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

import numpy as np

from transqa.align import anchors, cost, dp
from transqa.align.anchors import Kind
from transqa.lexicon import Lexicon
from transqa.model import NOT_PROSE, Block, Document, Link

C = dict(TEMPER=0.5, PASSES=3, GAP=0.4, S0=0.2, VAR=6.8, OUT=0.1, MERGE=0.1, FWD=0.5, PRIORW=20.0, GAPP=0.05, STAY=0.4, KIND=1.0, KM=0.0, LEN=1.0)
BEADS = [(1, 1), (1, 2), (2, 1), (2, 2), (1, 3), (3, 1), (1, 4), (4, 1), (2, 3), (3, 2)]


def fit(source: Document, target: Document, lexicon: Lexicon | None) -> tuple[Link, ...]:
    n, m = len(source.blocks), len(target.blocks)
    if not n or not m:
        return tuple([Link((i,), (), 1.0) for i in range(n)] + [Link((), (j,), 1.0) for j in range(m)])
    ts = [anchors.tokens(source, b) for b in source.blocks]
    tt = [anchors.tokens(target, b) for b in target.blocks]
    ls = np.array([anchors.length(source, b) for b in source.blocks])
    lt = np.array([anchors.length(target, b) for b in target.blocks])
    vs = {}
    for t in ts:
        for w, k in t.items():
            vs[w] = min(k, vs.get(w, k))
    rend = {}
    ht = [anchors.han(target, b) for b in target.blocks]
    if lexicon:
        for w, k in vs.items():
            if k <= Kind.NAME and len(w) > 1 and w not in STOP:
                r = lexicon.translations(w)
                if r:
                    rend[w] = r
    vocab = {r for rs in rend.values() for r in rs}
    places = defaultdict(list)
    zt = []
    for j, runs in enumerate(ht):
        seen, greedy = set(), set()
        for run in runs:
            run = lexicon.simplify(run) if lexicon else run
            i0 = 0
            for i in range(len(run)):
                longest = 0
                for k in range(1, 7):
                    if i + k <= len(run) and run[i : i + k] in vocab:
                        seen.add(run[i : i + k])
                        longest = k
                if i >= i0 and longest:
                    greedy.add(run[i : i + longest])
                    i0 = i + longest
        for f in seen:
            places[f].append(j)
        zt.append(greedy)
    for j, t in enumerate(tt):
        for w in t:
            places[w].append(j)
    # survivors
    vs = {w: k for w, k in vs.items() if w not in STOP}
    vocs = list(vs.items())
    ids = {w: i for i, w in enumerate(vs)}
    side_s = cost.Side(tuple(vocs), tuple(np.array([ids[w] for w in t if w in ids], dtype=np.int64) for t in ts), ls)

    def forward(w, k):
        rs = [r for r in rend.get(w, ()) if r in places]
        if not rs:
            return [(w, 1.0)]
        v = cost.VERBATIM.get(k, 1.0)
        if w not in places:
            v = 0.0
        return [(w, v)] + [(r, (1 - v) / len(rs)) for r in rs]

    # classes: words without rendering are a class of their own
    fs = cost.table(vocs, forward, places, lt)
    # backward
    inv = defaultdict(list)
    for w, rs in rend.items():
        for r in rs:
            inv[r].append(w)
    splaces = defaultdict(list)
    for i, t in enumerate(ts):
        for w in t:
            if w in vs:
                splaces[w].append(i)
    vt = {}
    for j, t in enumerate(tt):
        for w, k in t.items():
            vt[w] = min(k, vt.get(w, k))
        for f in zt[j]:
            if len(f) > 1:
                vt[f] = Kind.WORD
    voct = list(vt.items())
    idt = {w: i for i, w in enumerate(vt)}
    side_t = cost.Side(tuple(voct), tuple(np.array([idt[w] for w in [*t, *(f for f in zt[j] if len(f) > 1)]], dtype=np.int64) for j, t in enumerate(tt)), lt)

    def backward(f, k):
        ws = inv.get(f)
        if not ws:
            return [(f, 1.0)]
        return [(w, 1 / len(ws)) for w in ws]

    ft = cost.table(voct, backward, splaces, ls)
    vks = np.array([_cls(w, k, w in rend) for w, k in vocs])
    vkt = np.array([_cls(w, k, w in inv) for w, k in voct])
    side_s = cost.Side(tuple((w, int(c)) for (w, _), c in zip(vocs, vks)), side_s.blocks, ls)
    side_t = cost.Side(tuple((w, int(c)) for (w, _), c in zip(voct, vkt)), side_t.blocks, lt)
    band = dp.Band(n, m, np.zeros(n + 1, dtype=np.int64), m + 1)
    surv_s = np.array(PRIOR_P)
    surv_t = np.array(PRIOR_P)
    kinds, rows, cols = cost.block_affinity(source.blocks, target.blocks)
    kk = np.full((n + 1, m + 1), 0.0)
    kk[:n, :m] = kinds[rows][:, cols]
    beadp = {b: (0.9 if b == (1, 1) else C["MERGE"] * PRIOR_B[b]) for b in BEADS}
    tr = dict(mm=1 - 2 * C["GAPP"], mx=C["GAPP"], my=C["GAPP"], xm=1 - C["STAY"] - 0.1, xx=C["STAY"], xy=0.1, ym=1 - C["STAY"], yy=C["STAY"])
    logratio, var0 = 0.0, C["S0"] ** 2
    ps = np.array([anchors.is_prose(b) for b in source.blocks])
    for pas in range(int(C["PASSES"])):
        A = max(a for a, _ in BEADS)
        B = max(b for _, b in BEADS)
        E = cost.evidence(side_s, lt, fs, surv_s, [(0, m)] * (n), m + 1, max(A, B))
        G = cost.evidence(side_t, ls, ft, surv_t, [(0, n)] * (m), n + 1, max(A, B))
        E = np.pad(E, ((0, 0), (0, 0), (0, 1), (0, 0)))
        G = np.pad(np.transpose(G, (0, 1, 3, 2)), ((0, 0), (0, 0), (0, 0), (0, 1)))
        lens = length_scores(ls, lt, ps, logratio, var0)
        scores = {}
        for a, b in BEADS:
            if a > n or b > m:
                continue
            s = np.zeros((n + 1, m + 1))
            k_ = np.zeros((n + 1, m + 1))
            for da in range(a):
                s += C["FWD"] * band.shift(E[da, b - 1], da, 0, 0.0)
                for db in range(b):
                    k_ += band.shift(kk, da, db, 0.0)
            for db in range(b):
                s += (1 - C["FWD"]) * band.shift(G[db, a - 1], 0, db, 0.0)
            s = C["TEMPER"] * s + C["KIND"] * k_ * (max(a, b) ** C['KM']) / (a * b)
            s += C["LEN"] * lens(a, b)
            s += np.log(beadp[a, b])
            s[n - a + 1 :, :] = -np.inf
            s[:, m - b + 1 :] = -np.inf
            scores[a, b] = s
        t = dp.Transitions(**{k: float(np.log(v)) for k, v in tr.items()})
        post = dp.posterior(band, scores, t)
        if pas == int(C["PASSES"]) - 1:
            break
        # M step
        W = C["PRIORW"]
        total = {b: v.sum() for b, v in post.links.items()}
        nl = sum(total.values())
        prior0 = {b: (0.9 if b == (1, 1) else C["MERGE"] * PRIOR_B[b]) for b in BEADS}
        z = sum(prior0.values())
        beadp = {b: (total.get(b, 0) + W * prior0[b] / z) / (nl + W) for b in BEADS}
        c = post.counts
        mx, my = c["mx"] + W * C["GAPP"], c["my"] + W * C["GAPP"]
        mm = nl + W * (1 - 2 * C["GAPP"])
        tr["mm"], tr["mx"], tr["my"] = (v / (mm + mx + my) for v in (mm, mx, my))
        st = C["STAY"]
        nx = c["mx"] + c["xx"]
        w2 = W / 4
        tr["xx"] = (c["xx"] + w2 * st) / (nx + w2)
        tr["xy"] = (c["xy"] + w2 * 0.1) / (nx + w2)
        tr["xm"] = max(1 - tr["xx"] - tr["xy"], 0.01)
        ny = c["my"] + c["xy"] + c["yy"]
        tr["yy"] = (c["yy"] + w2 * st) / (ny + w2)
        tr["ym"] = max(1 - tr["yy"], 0.01)
        one = post.links[1, 1]
        ii, jj = np.nonzero(one[:n, :m] > 0.5)
        wts = one[ii, jj]
        pp = ps[ii]
        if pp.any():
            lr = np.log(lt[jj] / ls[ii])[pp]
            logratio = wmedian(lr, wts[pp], 3.0)
        surv_s = survive(side_s, fs, surv_s, ii, jj, wts, lt)
        surv_t = survive(side_t, ft, surv_t, jj, ii, wts, ls)
    path = dp.decide(band, post.links, post.source_gaps, post.target_gaps, C["GAP"])
    links = []
    for i, j, a, b in path:
        if a and b:
            conf = post.links[a, b][i, j]
        else:
            conf = post.source_gaps[i] if a else post.target_gaps[j]
        links.append(Link(tuple(range(i, i + a)), tuple(range(j, j + b)), float(min(1, conf))))
    fit.state = dict(surv_s=surv_s, surv_t=surv_t, tr=tr, beadp=beadp, logratio=logratio, post=post, E=E, G=G, kk=kk)
    return tuple(links)


def wmedian(values, weights, prior):
    values = np.append(values, 0.0)
    weights = np.append(weights, prior)
    o = np.argsort(values)
    c = np.cumsum(weights[o])
    return float(values[o][np.searchsorted(c, c[-1] / 2)])


PRIOR_P = [0.4, 0.5, 0.7, 0.7, 0.7, 0.7, 0.1]
PRIOR_B = {(1, 2): 0.4, (2, 1): 0.4, (2, 2): 0.04, (1, 3): 0.06, (3, 1): 0.06, (1, 4): 0.02, (4, 1): 0.02, (2, 3): 0.01, (3, 2): 0.01}
STOP = frozenset("the of a an to and in is are for that this it as on with by be or we from at can which you not have has if your will its our but was their these one all more so use used using also how do when than then they into may such no any other some what there just let i he she his her them been were would could should about out up".split())


def _cls(w, k, known):
    if k == Kind.WORD and not known:
        return 6
    return int(k)


def survive(side, found, p, ii, jj, wts, other):
    kinds = np.array([k for _, k in side.vocabulary])
    num = np.array(PRIOR_P) * C["PRIORW"]
    den = np.full(len(PRIOR_P), C["PRIORW"])
    for i, j, w in zip(ii, jj, wts):
        tk = side.blocks[i]
        if not len(tk):
            continue
        sup = cost.support(cost.gather(found, tk, j, j + 1)[:, 0], other[j])
        k = kinds[tk]
        rho = p[k] * sup / (1 - p[k] + p[k] * sup)
        num += w * np.bincount(k, rho, len(PRIOR_P))
        den += w * np.bincount(k, minlength=len(PRIOR_P))
    return np.clip(num / den, 0.01, 0.98)


def length_scores(ls, lt, ps, logratio, var0):
    n, m = len(ls), len(lt)
    scale = np.where(ps, np.exp(logratio), 1.0)
    cs = np.concatenate(([0.0], np.cumsum(ls * scale)))
    ct = np.concatenate(([0.0], np.cumsum(lt)))

    def lens(a, b):
        out = np.zeros((n + 1, m + 1))
        if a > n or b > m:
            return out
        x = np.log(cs[a:] - cs[:-a])
        y = np.log(ct[b:] - ct[:-b])
        mu, sd2 = y.mean(), max(y.var(), 0.1)
        null = -0.5 * (y - mu) ** 2 / sd2 - 0.5 * np.log(sd2)
        mux, sdx = x.mean(), max(x.var(), 0.1)
        L = np.exp(x)
        v = var0 + C["VAR"] / L
        d = y[None, :] - x[:, None]
        match = -0.5 * d**2 / v[:, None] - 0.5 * np.log(v)[:, None]
        r = match - null[None, :]
        out[: n - a + 1, : m - b + 1] = np.logaddexp(np.log(1 - C["OUT"]) + r, np.log(C["OUT"]))
        return out

    return lens
