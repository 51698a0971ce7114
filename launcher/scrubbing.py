"""Takes out of a text what concerns nobody else: names, folders and secrets."""

from __future__ import annotations

import getpass
import os
import re
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

#: what stands for a secret
HIDDEN = "<hidden>"
_SECRET_NAME = r"(?:[\w.-]*(?:api[_-]?key|secret|token|passw(?:or)?d|passwd|credential|authorization)[\w.-]*)"
#: `"api_key": "..."`, `API_KEY=...`, `--token ...`
_NAMED = re.compile(
    rf"""(?ix) ( ["']? \b {_SECRET_NAME} ["']? \s* [:=\s] \s* ) ("[^"\n]*" | '[^'\n]*' | [^\s,;}}\]]+ )"""
)
_BEARER = re.compile(r"(?i)\b(bearer|basic)\s+[\w.~+/=-]{8,}")
#: keys as they are issued: sk-..., ghp_..., hf_..., AKIA..., and signed ones
_ISSUED = re.compile(
    r"\b(?:sk|pk|rk|ghp|gho|ghs|glpat|hf|xox[abp])[-_][\w-]{12,}|\bAKIA[0-9A-Z]{12,}|\beyJ[\w-]{10,}\.[\w.-]+"
)
_IN_ADDRESS = re.compile(r"(?i)\b([a-z][a-z0-9+.-]*://)[^\s/@:]+(?::[^\s/@]*)?@")
_MAIL = re.compile(r"\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b")


@dataclass(frozen=True)
class Scrubber:
    """What is taken out, the longest first, and what is put in its place."""

    replaced: tuple[tuple[str, str], ...]

    @classmethod
    def of_this_machine(cls, folders: Mapping[str, Path], environment: Mapping[str, str] | None = None) -> Scrubber:
        """Everything that is private here: the given folders by the word for them, home, user, host, and every value
        of an environment variable that is called like a secret.
        """
        environment = os.environ if environment is None else environment
        found = {str(Path.home()): "<home>"} | {str(folder): f"<{word}>" for word, folder in folders.items()}
        for name, value in environment.items():
            if re.fullmatch(_SECRET_NAME, name, re.IGNORECASE) and len(value) >= 6:
                found[value] = HIDDEN
        for name, word in ((_user(), "<user>"), (socket.gethostname(), "<host>")):
            if len(name) > 2:
                found[name] = word
        return cls(tuple(sorted(found.items(), key=lambda pair: len(pair[0]), reverse=True)))

    def scrub(self, text: str) -> str:
        """The text without any of it."""
        # Before the names: what is left of an address without its name is no address any more.
        text = _IN_ADDRESS.sub(rf"\1{HIDDEN}@", text)
        text = _MAIL.sub("<mail>", text)
        for private, word in self.replaced:
            # A name is taken out as a word only: else a user called "ann" would spoil every "channel".
            edge = r"(?<![\w])" if private[0].isalnum() else ""
            end = r"(?![\w])" if private[-1].isalnum() else ""
            text = re.sub(edge + re.escape(private) + end, word, text, flags=re.IGNORECASE)
            if "\\" in private:  # a Windows path, which stands in JSON like this
                text = text.replace(private.replace("\\", "\\\\"), word)
        text = _NAMED.sub(lambda match: match[1] + _hidden_like(match[2]), text)
        text = _BEARER.sub(rf"\1 {HIDDEN}", text)
        return _ISSUED.sub(HIDDEN, text)


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a process of nobody
        return ""


def _hidden_like(value: str) -> str:
    """Quotes stay, so that JSON stays JSON."""
    return f"{value[0]}{HIDDEN}{value[0]}" if value[0] in "\"'" else HIDDEN
