"""`understudy`: finds the job named by the first words and hands the rest to its module."""

from __future__ import annotations

import importlib
import sys
from difflib import get_close_matches

from core.errors import ExitCode
from core.jobs import COMMANDS, Job


def find_job(words: list[str]) -> tuple[Job, list[str]] | None:
    """The job the first one or two words name, and the words left for it; None where they name none."""
    for length in (2, 1):
        if job := COMMANDS.get(tuple(words[:length])):
            return job, words[length:]
    return None


def overview(group: str = "") -> str:
    """What `understudy --help` prints, or `understudy GROUP` for the commands that begin with that word."""
    commands = {" ".join(command): job for command, job in COMMANDS.items() if group in ("", command[0])}
    width = max(map(len, commands))
    rows = [f"  {command:<{width}}  {job.summary}" for command, job in commands.items()]
    opening = [] if group else [f"  {'':<{width}}  Open the launcher."]
    return "\n".join(
        [
            f"usage: understudy {group or '[command]'}{' COMMAND' if group else ''} [--flags]",
            "",
            *opening,
            *rows,
            "",
            f"`understudy {f'{group} ' if group else ''}COMMAND --help` lists a command's flags.",
        ]
    )


def main(argv: list[str] | None = None) -> int:
    """Entry point. Returns the exit code of the job."""
    try:
        return _dispatch(argv)
    except KeyboardInterrupt:  # before the job listens for it, while its libraries are read
        return ExitCode.INTERRUPTED


def _dispatch(argv: list[str] | None) -> int:
    words = sys.argv[1:] if argv is None else argv
    if not words or words[0] == "launcher":
        return int(importlib.import_module("launcher.__main__").main(words[1:]))
    if words[0] in ("-h", "--help", "help"):
        print(overview())
        return ExitCode.OK
    if words[0].startswith("-"):
        return int(importlib.import_module("launcher.__main__").main(words))
    found = find_job(words)
    if found is None:
        groups = {command[0] for command in COMMANDS if len(command) == 2}
        if words[0] in groups and (len(words) == 1 or words[1] in ("-h", "--help", "help")):
            print(overview(words[0]))
            return ExitCode.OK
        said = " ".join(words[:2] if words[0] in groups else words[:1])
        near = get_close_matches(said, [" ".join(command) for command in COMMANDS], n=1)
        hint = f" Did you mean {near[0]!r}?" if near else ""
        print(f"error: There is no command {said!r}.{hint} `understudy --help` lists them all.", file=sys.stderr)
        return ExitCode.BAD_INPUT
    job, rest = found
    if job.waits_for:
        print(f"error: {job.waits_for}", file=sys.stderr)
        return ExitCode.FAILED
    module = importlib.import_module(f"{job.module}.__main__" if _is_package(job.module) else job.module)
    return int(module.main(rest))


def _is_package(module: str) -> bool:
    return "." not in module


if __name__ == "__main__":
    sys.exit(main())
