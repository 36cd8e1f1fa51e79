"""A termbase of one concept, for tests in which it is the only one."""

TERMS = """\
domain: own
concepts:
  # Power et al. 2022
  - id: grokking
    definition: Sudden generalisation long after the training data are fitted.
    en: {preferred: grokking}
    zh-Hans: {preferred: 顿悟, deprecated: [{term: 摸索, reason: groping}]}
    zh-Hant: {preferred: 頓悟}
"""
SETTINGS = '[termbase]\ndefault = false\npaths = ["terms.yml"]\n'
