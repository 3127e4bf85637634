"""Sentences for reasons, subjects and findings: the one renderer of what the rules give.

``sentence`` says it in full, ``short`` in the few words that a tile or a cell has room for. Both
choose among the ``templates`` of a code and decide nothing themselves. ``execution_rule`` and
``result_rule`` say by which rule a light got its colour.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from ddci_tracker.domain.lights import Colour, Light
from ddci_tracker.domain.plan import TargetKind
from ddci_tracker.domain.policy import Policy
from ddci_tracker.domain.reasons import Reason, ReasonCode
from ddci_tracker.domain.targets import Measure
from ddci_tracker.domain.views import Standing
from ddci_tracker.words import formats, labels
from ddci_tracker.words.catalogue import Shown, Words
from ddci_tracker.words.marking import N_
from ddci_tracker.words.reason_templates import SENTENCES, SHORT, Template

# Reasons that count the days until one to come.
_TO_COME = (
    ReasonCode.REPORT_UPCOMING,
    ReasonCode.REPORT_DUE_SOON,
    ReasonCode.REPORT_DUE_TODAY,
    ReasonCode.CONCLUSION_DUE_SOON,
)


def sentence(reason: Reason, words: Words) -> str:
    """A reason, a subject or a finding as a sentence, without a full stop at its end.

    It names the unit whose word it is where that is not the one that answers.

    Works for the members of ``ReasonCode``, ``Subject`` and ``CheckCode``. Arguments that a
    reason of an earlier version lacks are left out where there is a way to say it without.
    """
    arguments = _arguments(reason, words)
    if "gap" in arguments:
        past = reason.code == ReasonCode.NO_RESULT_YET
        worded = _past_gap(reason, words) if past else _gap(reason, words)
        arguments["gap"] = worded + _lists(reason, words)
    template = _fitting(SENTENCES[reason.code], reason, arguments)
    said = template.fill(arguments, words)
    if "again" in arguments:
        back = N_("returned on {returned}, handed in again on {again}")
        said = f"{said}; {words.text(back, **arguments)}"
    if arguments.get("by") is None or "{by}" in template.text:
        return said
    return words.text("{said} ({unit} says so)", said=said, unit=arguments["by"])


def short(reason: Reason, words: Words, year: int | None = None) -> str:
    """A reason in a few words, beginning with a small letter; for ``ReasonCode`` alone.

    A day of another year than the plan's (``year``) says its year.
    """
    arguments = _arguments(reason, words, year)
    if "gap" in arguments:
        start = reason.code == ReasonCode.NO_RESULT_YET
        worded = _start_gap(reason, words) if start else _gap(reason, words)
        arguments["gap"] = worded + _short_lists(reason)
    return _fitting(SHORT[reason.code], reason, arguments).fill(arguments, words)


def dated(reason: Reason, words: Words) -> str | None:
    """A day to come by its date alone, for a paper that is read on a later day.

    None for any reason that tells of no such day.
    """
    if reason.code not in _TO_COME:
        return None
    return words.text(N_("Last day {due}"), due=reason["due"])


def compared(light: Light, words: Words) -> str:
    """The few words of a result light, with what stands against the target: ước tính thiếu 2,40.

    For where nothing beside it says that it is an estimate.
    """
    said = short(light.reason, words)
    return words.text("estimate {gap}", gap=said) if light.estimated else said


def carried_note(light: Light, words: Words) -> str | None:
    """On whose word a light rests, where it is an earlier quarter's: theo quý II."""
    if light.carried is None:
        return None
    return words.text("by {quarter}", quarter=formats.short_period(light.carried, words))


def apart(gap: Decimal | None, measure: Measure, words: Words, *, missed: bool) -> str:
    """How far a figure is from its target: thiếu 1,03 điểm, vượt 6 bậc, vừa đúng mục tiêu.

    ``missed`` tells a score that only equals a mark which was to be passed from one on target,
    and one that is short of it from one that is rounded up to it. None: how far is not known.
    """
    if gap is None:
        return words.text("beyond the places asked for")
    if gap == 0 and missed:
        return words.text("equal to the mark that was to be passed")
    if gap < 0 and not missed:  # in a month frozen while such a gap was kept before rounding
        return words.text("on target once rounded")
    return _over_or_under(gap, formats.gap(gap, measure, words), words)


def execution_rule(light: Light, policy: Policy, words: Words) -> str | None:
    """The rule that gave an execution light its colour; None where there is no light."""
    red, amber = _share(policy.red_share, words), _share(policy.amber_task_share, words)
    spoken = _share(policy.spoken_share, words)
    match light.reason.code:
        case ReasonCode.TASKS_RED if light.colour is Colour.RED:
            return words.text("Red from {share} of the tasks behind", share=red)
        case ReasonCode.TASKS_RED:
            return words.text("Amber while fewer than {share} of the tasks are behind", share=red)
        case ReasonCode.TASKS_AMBER:
            return words.text("Amber from {share} of the tasks at risk", share=amber)
        case ReasonCode.TASKS_GREEN:
            return words.text(
                "Green where no task is behind, fewer than {amber} are at risk and at least "
                "{spoken} have a word that still holds",
                amber=amber,
                spoken=spoken,
            )
        case ReasonCode.FEW_UPDATED:
            return words.text(
                "Grey until at least {share} of the tasks have a word that still holds",
                share=spoken,
            )
        case ReasonCode.NOT_TRACKED:
            return words.text("Grey until a unit records something here")
    return None


def result_rule(standing: Standing, policy: Policy, words: Words) -> str:
    """The rule that gave a result light its colour."""
    reason, year = standing.light.reason, standing.results.year
    band = _band(standing, policy, words)
    match reason.code:
        case ReasonCode.TARGET_MISSED:
            return words.text("Red where more than {band} are missing", band=band)
        case ReasonCode.TARGET_NEAR:
            return words.text("Amber where no more than {band} are missing", band=band)
        case ReasonCode.TARGET_MET:
            return words.text("Green where every target that can be judged is met")
        case ReasonCode.NOT_MEASURED:
            return words.text("A target is not judged in a year whose index lacks the sub-index")
        case ReasonCode.NO_TARGET:
            return words.text("Without a target there is nothing to judge a score by")
        case ReasonCode.UNDECIDABLE:
            return words.text("A target without a figure is not judged")
        case ReasonCode.MAXIMUM_UNKNOWN:
            return words.text("Without the highest score nobody can say how near a miss is")
    return words.text("Grey until {year} has a result, published or estimated", year=year)


def _fitting(
    templates: tuple[Template, ...], reason: Reason, arguments: Mapping[str, Shown]
) -> Template:
    fitting = next((each for each in templates if each.fits(arguments)), None)
    if fitting is None:
        raise KeyError(f"{reason.code} lacks an argument: {reason.arguments}")
    return fitting


def _arguments(reason: Reason, words: Words, year: int | None = None) -> dict[str, Shown]:
    """The arguments of a reason, with each day also as ``short_...``."""
    arguments: dict[str, Shown] = dict(reason.arguments)
    for name, value in reason.arguments:
        if isinstance(value, date):
            arguments[f"short_{name}"] = formats.short_day(value, year or value.year, words)
    texts = arguments.get("texts")
    if isinstance(texts, tuple):
        arguments["texts"] = tuple(_target_text(str(text), words) for text in texts)
    return arguments


def _target_text(text: str, words: Words) -> str:
    """The printed text of a target; the label of its kind where nothing is printed."""
    return labels.label(TargetKind(text), words) if text in set(TargetKind) else text


def _gap(reason: Reason, words: Words) -> str:
    """A gap in words: thiếu 2,40 điểm, vượt 0,05 điểm, vừa đúng mục tiêu.

    A score that only equals a target of the kind "above" has missed it by nothing.
    """
    gap, measure = _gap_of(reason)
    return apart(gap, measure, words, missed=_missed(reason) or gap < 0)


def _missed(reason: Reason) -> bool:
    """Whether a reason says that a target is missed, however small its gap is."""
    of_missed = reason.code in (
        ReasonCode.TARGET_NEAR,
        ReasonCode.TARGET_MISSED,
        ReasonCode.MAXIMUM_UNKNOWN,
    )
    return of_missed or bool(dict(reason.arguments).get("missed"))


def _past_gap(reason: Reason, words: Words) -> str:
    """A gap said of a past year: còn thiếu 1,03 điểm."""
    gap, measure = _gap_of(reason)
    size = formats.gap(gap, measure, words)
    return words.text("still {gap} short", gap=size) if gap < 0 else _gap(reason, words)


def _lists(reason: Reason, words: Words) -> str:
    """That two places were counted in lists of different lengths, where they were."""
    lengths = dict(reason.arguments)
    if "from_list" not in lengths:
        return ""
    said = words.text(
        "the list had {before} then, {now} now", before=lengths["from_list"], now=lengths["to_list"]
    )
    return f" ({said})"


def _short_lists(reason: Reason) -> str:
    lengths = dict(reason.arguments)
    return f" ({lengths['from_list']}→{lengths['to_list']})" if "from_list" in lengths else ""


def _start_gap(reason: Reason, words: Words) -> str:
    """A starting gap for a tile, where points need no word: thiếu 1,03; thiếu 6 bậc."""
    gap, measure = _gap_of(reason)
    if measure is Measure.POINTS and not (gap == 0 and _missed(reason)):
        return _over_or_under(gap, formats.decimal(abs(gap), words), words)
    return _gap(reason, words)


def _over_or_under(gap: Decimal, size: str, words: Words) -> str:
    if gap == 0:
        return words.text("exactly on target")
    return words.text("{gap} short", gap=size) if gap < 0 else words.text("{gap} beyond", gap=size)


def _gap_of(reason: Reason) -> tuple[Decimal, Measure]:
    gap, measure = reason["gap"], reason["measure"]
    if not isinstance(gap, Decimal) or not isinstance(measure, str):
        raise TypeError(f"no gap: {gap!r} {measure!r}")
    return gap, Measure(measure)


def _share(share: Decimal, words: Words) -> str:
    return formats.percent(Decimal(f"{(share * 100).normalize():f}"), words)


def _band(standing: Standing, policy: Policy, words: Words) -> str:
    """How much may be missing and still be near, in what the reason counts."""
    if dict(standing.light.reason.arguments).get("measure") == Measure.PLACES:
        return words.plural("{count} place", "{count} places", count=policy.amber_places)
    points = policy.amber_share * standing.scale_max
    return words.text("{points} points", points=points)
