"""Is a ranker that was learned at night better than the one in use? Judged on papers that neither was learned from."""

from collections.abc import Mapping, Sequence

from payables.extraction.training.night_wire import Comparison, Tried
from payables.learning.model.rankers import AccountFigures, Figures, Verdict

ENOUGH = 5  # papers from which an account is judged by itself; those with fewer are judged together
# Papers of an account that a version which others have taught, too, reads rightly and the program's own does not.
PROVEN = 3
GAIN = 0.01  # of log-likelihood per paper that counts as better, where as many are right
LOSS = 0.05  # of it that an account may lose where as many of its papers are right


def verdict_on(judged: Mapping[str, Comparison]) -> Verdict:
    """By account. Never worse: as many papers right as before, in all and for every account, and better in one way or the
    other. An account that corrects wrongly is one of many, and cannot speak for the others."""
    whole = sum(judged.values(), start=Comparison())
    if whole.right_after < whole.right_before:
        return Verdict.WORSE
    if any(_is_worse(of_one) for of_one in _groups(judged)):
        return Verdict.WORSE_FOR_AN_ACCOUNT
    gain = (whole.fit_after - whole.fit_before) / whole.papers if whole.papers else 0.0
    if whole.right_after > whole.right_before or gain >= GAIN:
        return Verdict.BETTER
    return Verdict.NO_BETTER


def judges(against_program: Mapping[str, Comparison], taught_by: Sequence[str]) -> list[str]:
    """The accounts that a version may read for: with ENOUGH papers of their own that it reads no worse than the program's own
    ranker. Where others have taught it too, PROVEN of them it alone must read rightly: papers on which both are right, since
    nothing on them could be mistaken, say nothing about the next one."""
    return sorted(
        account
        for account, of_one in against_program.items()
        if of_one.papers >= ENOUGH and not _is_worse(of_one) and (list(taught_by) == [account] or of_one.won >= PROVEN)
    )


def judges_still(judged_by: Sequence[str], taught_by: Sequence[str], now: Mapping[str, Comparison]) -> list[str]:
    """Of a version in use, by the papers of this night: who has found it worse since is read by the program's own again."""
    staying = (account for account in judged_by if account not in now or not _is_worse(now[account]))
    return sorted({*staying, *judges(now, taught_by)})


def figures_of(tried: Tried, against: int | None, program: str) -> Figures:
    """`against` is the version in use, None for the program's own, whose fingerprint is `program`."""
    whole = sum(tried.judged.values(), start=Comparison())
    return Figures(
        verdict=verdict_on(tried.judged) if tried.text else Verdict.TOO_FEW_PAPERS,
        taught=tried.taught,
        kept_back=tried.kept_back,
        against=against,
        program=program,
        right_before=whole.right_before,
        right_after=whole.right_after,
        fit_before=round(whole.fit_before, 3),
        fit_after=round(whole.fit_after, 3),
        accounts={
            account: AccountFigures(of_one.papers, of_one.right_before, of_one.right_after)
            for account, of_one in sorted(tried.judged.items())
        },
        taught_by=tried.taught_by,
        judged_by=judges(tried.against_program, tried.taught_by),
    )


def _groups(judged: Mapping[str, Comparison]) -> list[Comparison]:
    large = [of_one for of_one in judged.values() if of_one.papers >= ENOUGH]
    small = sum((of_one for of_one in judged.values() if of_one.papers < ENOUGH), start=Comparison())
    return [*large, small] if small.papers else large


def _is_worse(of_one: Comparison) -> bool:
    lost = (of_one.fit_before - of_one.fit_after) / of_one.papers
    return of_one.right_after < of_one.right_before or lost > LOSS
