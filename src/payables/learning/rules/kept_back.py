"""Which papers judge and never teach: the newest of each account."""

from collections.abc import Hashable, Sequence

SHARE = 5  # one of so many
LEAST = 5  # where an account has twice as many, so that it can be judged by itself


def kept_back(accounts: Sequence[Hashable]) -> list[bool]:
    """Of papers in the order of time, by whose they are: about a fifth of each account's, of a few papers up to a half. A
    single paper teaches."""
    newest = {account: _count(accounts.count(account)) for account in set(accounts)}
    kept: list[bool] = []
    for account in reversed(accounts):
        kept.append(newest[account] > 0)
        newest[account] -= 1
    return kept[::-1]


def _count(papers: int) -> int:
    return max(-(-papers // SHARE), min(LEAST, papers // 2)) if papers > 1 else 0
