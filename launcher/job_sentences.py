"""What jobs say most, in the user's language. Jobs speak English: their words go into logs, which are for everybody.

A job's words are known again by the text around what differs each time. A sentence that is not listed here, or was
changed since, is told as it stands.
"""

from __future__ import annotations

import re
from functools import cache

from launcher.text import later, tr

#: how a job ends that cannot go on
_ENDS = (
    later("There are no recordings in {0}: record some play first."),
    later("There is no folder {0}: record some play first, or choose another."),
    later("None of the {0} recordings in {1} can be used: record new ones, or choose another folder or profile."),
    later("{0} was recorded for profile {1}, not {2}."),
    later("Every recording in {0} was trained on: record some more play to evaluate on."),
    later("There is no {0} at {1}: run `understudy train {2}` first."),
    later("{0} was made for profile {1}, not {2}: train one for this profile."),
    later("{0} was made by an older version: train it again."),
    later("{0} was written by a newer version: update Understudy to use it."),
    later("{0} is damaged, or holds more than numbers, and was not loaded: train it again."),
    later("{0} is not an Understudy model."),
    later("There is no device {0} here: use --device cpu or auto."),
    later("The loss stopped being a number in epoch {0}: choose a smaller --lr than {1}."),
    later("There is nothing to resume in {0}: start without --resume, or name the folder by --output-dir."),
    later("Another training writes to {0}: wait for its end, or choose another --output-dir."),
    later("Another recorder is at work in {0}: stop it first, or give this one another --data-dir."),
    later(
        "There is no window whose title contains {0}; {1}. Start the game, or name its window with --window-title.{2}"
    ),
    later("There is no screen to play on: add --headless to let a scripted player play."),
    later(
        "The detector {0} of the profile {1} is missing: train one with `understudy train detector`, or record with "
        "--no-see."
    ),
    later("There are no detector weights at {0}: train them or name another file."),
    later("TensorBoard is not installed: `pip install tensorboard`."),
    later("TensorBoard could not start on port {0}: choose another --port."),
    later("There is no profile {0}; the known ones are: {1}."),
    later("The disk that holds {0} is full: free some space or choose another folder."),
    later("{0} cannot be written ({1}): choose another place or change its permissions."),
    later("{0} cannot be read: {1}."),
    later("The memory of the graphics card ran out: close what else uses it, or choose a smaller batch or model."),
    later("The memory ran out: close other programs, or choose a smaller batch or model, or fewer recordings."),
    later("{0} ended because {1} failed: {2} (see {3})."),
)
#: what a job is at
_AT_WORK = (
    later("reading recordings"),
    later("epoch {0} of {1}, {2} samples/s"),
    later("epoch {0} of {1}"),
    later("asking the models about recordings"),
    later("making pictures"),
    later("the models look at {0}"),
    later("episode {0}: {1} minutes played"),
    later("{0} episodes: {1} minutes played"),
    later("{0} s played, score {1}"),
    later("{0} decisions a second, {1} ms each"),
    later("{0} decisions a second"),
    later("recording {0}, {1} fps, {2} dropped, {3} late"),
    later("trying a learning rate of {0}"),
    later("waiting for {0}"),
    later("serving at {0}"),
    later("{0} plays"),
)
SENTENCES = (*_ENDS, *_AT_WORK)


def in_own_words(said: str) -> str:
    """What a job said, in the user's language where that is known."""
    for sentence, pattern in _patterns():
        if found := pattern.fullmatch(said):
            return tr(sentence).format(*map(in_own_words, found.groups()))
    return said


@cache
def _patterns() -> list[tuple[str, re.Pattern[str]]]:
    return [
        (sentence, re.compile("(.*?)".join(map(re.escape, re.split(r"\{\d\}", sentence))), re.DOTALL))
        for sentence in SENTENCES
    ]
