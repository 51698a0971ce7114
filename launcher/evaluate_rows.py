"""An evaluation as the rows of tables; what stands in brackets comes from another one."""

from __future__ import annotations

from collections.abc import Sequence

from core.evaluation import Comparison, Evaluation, Paired, percent
from core.offline_figures import Chosen, Offline, WorstMoment
from core.play_figures import ClosedLoop, Estimate
from launcher.data_summary import Fact
from launcher.evaluate_words import choice_words, class_words, figure_words, moment_words, verdict_words
from launcher.figure_table import Cell
from launcher.text import tr

_TONES = {"better": "good", "worse": "bad"}

Table = tuple[list[str], list[list[Cell | str]]]


def facts(found: Evaluation, other: Evaluation) -> list[Fact]:
    """The figures at the top."""
    made: list[Fact] = []
    play, before = found.closed_loop, other.closed_loop
    if play is not None and "bot" in play.players:
        score = play.outcomes("bot")["score"]
        old = before.outcomes("bot")["score"] if before and "bot" in before.players else None
        old_score = before.words("score", old.mean) if before and old else None
        what = tr("score a game") if play.whole else tr("score a minute")
        made.append(Fact(play.words("score", score.mean), what, _beside(_around(play, "score", score), old_score)))
        if play.share_of_pilot is not None:
            around = play.share_interval
            detail = tr("{0} to {1}").format(*map(percent, around)) if around else ""
            old_share = percent(before.share_of_pilot) if before else None
            made.append(
                Fact(percent(play.share_of_pilot), tr("of {0}'s score").format(play.pilot), _beside(detail, old_share))
            )
        if (distance := (play.style_distance or {}).get("mean")) is not None:
            old_distance = ((before.style_distance if before else None) or {}).get("mean")
            detail = tr("0 is alike, 1 nothing in common")
            old_words = None if old_distance is None else f"{old_distance:.2f}"
            made.append(Fact(f"{distance:.2f}", tr("in style from {0}").format(play.pilot), _beside(detail, old_words)))
    if found.offline is not None:
        offline, old_offline = _offline_facts(found.offline), _offline_facts(other.offline) if other.offline else {}
        for what, (value, detail) in offline.items():
            old_value = percent(old_offline[what][0]) if what in old_offline else None
            made.append(Fact(percent(value), what, _beside(detail, old_value)))
    return made


def _offline_facts(offline: Offline) -> dict[str, tuple[float | None, str]]:
    executor = offline.executor
    always = tr("{0} by always saying the commonest")
    return {
        tr("modes right"): (offline.strategist.mode_accuracy, always.format(percent(offline.strategist.commonest))),
        tr("targets right"): (offline.tactician.target_accuracy, always.format(percent(offline.tactician.commonest))),
        tr("off at clicks on objects"): (executor.position_error_at_objects, tr("of the window's diagonal")),
        tr("clicks found, F1"): (
            executor.click_events.f1, tr("{0} right per decision").format(percent(executor.click_accuracy)),
        ),
        tr("hotkeys found, F1"): (
            executor.hotkey_events.f1, tr("{0} right per decision").format(percent(executor.hotkey_accuracy)),
        ),
    }  # fmt: skip


def _beside(detail: str, old: str | None) -> str:
    return "\n".join(part for part in (detail, "" if old is None else tr("beside it: {0}").format(old)) if part)


def _around(play: ClosedLoop, name: str, value: Estimate) -> str:
    return tr("{0} to {1}").format(play.words(name, value.low), play.words(name, value.high))


def players(play: ClosedLoop, other: ClosedLoop | None) -> Table:
    """Outcomes by player; the bot's of the other evaluation too, where it is of the same game."""
    listed = [(name, play.outcomes(name)) for name in play.players]
    if other is not None and "bot" in other.players and other.names == play.names:
        listed.insert(1, (tr("bot, beside it"), other.outcomes("bot")))
    table: list[list[Cell | str]] = []
    for name, row in listed:
        cells: list[Cell | str] = [name]
        for what in play.names:
            cells.append(f"{play.words(what, row[what].mean)}  ({_around(play, what, row[what])})")
        table.append(cells)
    return [tr("Player"), *(figure_words(what) for what in play.names)], table


def styles(play: ClosedLoop, other: ClosedLoop | None) -> Table:
    """Distances in style from each player, in all and by what they are of."""
    parts = ("mean", "modes", "targets", "hotkeys")
    table: list[list[Cell | str]] = []
    for name, distance in play.style_distances.items():
        old = other.style_distances.get(name, {}) if other else {}
        words = tr("{0}, whom it learnt from").format(name) if name == play.pilot else name
        table.append([words, *(_with_old(_short(distance.get(part)), _short(old.get(part))) for part in parts)])
    return [tr("From"), tr("All"), tr("Modes"), tr("Targets"), tr("Hotkeys")], table


def own_distance_words(play: ClosedLoop) -> str:
    """How far the pilot is from itself."""
    if play.own_distance is None:
        return ""
    return tr("{0} in every other episode is {1} from itself in the rest: less than that is no difference.").format(
        play.pilot, f"{play.own_distance:.2f}"
    )


def chosen_by_name(offline: Offline) -> dict[str, Chosen]:
    """What is chosen, by the keys of `CHOICES`."""
    executor = offline.executor
    return {
        "mode": offline.strategist.mode, "target": offline.tactician.target,
        "click": executor.click, "hotkey": executor.hotkey,
    }  # fmt: skip


def classes(what: str, chosen: Chosen, other: Chosen | None) -> Table:
    """Recall and precision of each class of `what` is chosen."""
    table: list[list[Cell | str]] = []
    for name in chosen.names:
        if name not in chosen.recall and name not in chosen.precision:
            continue
        cells: list[Cell | str] = [class_words(what, name)]
        for which in ("recall", "precision"):
            value = getattr(chosen, which).get(name)
            old = getattr(other, which).get(name) if other else None
            cells.append(Cell(_with_old(percent(value), percent(old)), share=(value or 0) / 2))
        table.append(cells)
    return ["", tr("Found"), tr("Right when said")], table


def confusion(what: str, chosen: Chosen) -> Table:
    """The confusion matrix of `what` is chosen, in percent of its rows."""
    table: list[list[Cell | str]] = []
    for name, row in zip(chosen.names, chosen.confusion, strict=True):
        total = max(1, sum(row))
        table.append(
            [class_words(what, name), *(Cell(f"{100 * n / total:.0f}" if n else "", share=n / total) for n in row)]
        )
    return ["", *(class_words(what, name) for name in chosen.names)], table


def calibrations(offline: Offline, other: Offline | None) -> Table:
    """Whether the models are as often right as they say."""
    before = chosen_by_name(other) if other else {}
    table: list[list[Cell | str]] = []
    for name, chosen in chosen_by_name(offline).items():
        said, old = chosen.calibration, before[name].calibration if name in before else None
        if said is not None:
            table.append([
                choice_words(name),
                _with_old(percent(said.ece), percent(old.ece if old else None)),
                _with_old(f"{said.log_loss:.3f}", f"{old.log_loss:.3f}" if old else "–"),
                f"{said.log_loss_of_shares:.3f}",
                _with_old(f"{said.brier:.3f}", f"{old.brier:.3f}" if old else "–"),
            ])  # fmt: skip
    titles = [tr("Choice"), tr("Error of its sureness"), tr("Log loss"), tr("of shares alone"), tr("Brier score")]
    return titles, table


def compared(paired: Sequence[Paired]) -> Table:
    """These models against others."""
    table: list[list[Cell | str]] = [
        [
            figure_words(item.what), item.words(item.mine), item.words(item.theirs), item.words(item.difference),
            "–" if item.low is None else tr("{0} to {1}").format(item.words(item.low), item.words(item.high)),
            item.p_words,
            str(item.pairs), Cell(verdict_words(item.verdict), tone=_TONES.get(item.verdict, "")),
        ]
        for item in paired
    ]  # fmt: skip
    titles = [
        tr("Figure"), tr("These"), tr("Others"), tr("Difference"), tr("95 % interval"), "p", tr("Pairs"),
        tr("What it comes to"),
    ]  # fmt: skip
    return titles, table


def comparison_words(comparison: Comparison) -> list[str]:
    """What is compared, and what it comes to in play."""
    if not comparison.different:
        return [tr("The models are the same ones: there is nothing to tell apart.")]
    lines = [tr("{0}, of which not the same: {1}").format(comparison.against, ", ".join(comparison.different))]
    for item in comparison.in_play:
        if item.what == "score":
            score = tr("Score in play: {0} ({1} against {2})")
            lines.append(score.format(verdict_words(item.verdict), item.words(item.mine), item.words(item.theirs)))
    return lines


def worst(moments: Sequence[WorstMoment]) -> Table:
    """Where they differ most."""
    table: list[list[Cell | str]] = [
        [
            choice_words(item.what),
            item.recording,
            f"{int(item.t // 60)}:{item.t % 60:05.2f}",
            moment_words(item.what, item.player),
            moment_words(item.what, item.model),
        ]
        for item in moments
    ]
    return [tr("About"), tr("Recording"), tr("At"), tr("The player"), tr("The models")], table


def _short(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def _with_old(value: str, old: str) -> str:
    return value if old == "–" else f"{value}  ({old})"
