#!/bin/sh
# Sets up everything `make run` (argument: run) or `make test` (argument: test) needs, and does nothing when it is there.
set -eu
what=${1:?usage: setup.sh run|test}
cd "$(dirname "$0")/.."

# What Qt, OpenCV and the screen capture load from the system, and what builds evdev, of which there are no wheels.
run_packages="python3-venv gcc libc6-dev linux-libc-dev libgl1 libegl1 libglib2.0-0 libdbus-1-3 libfontconfig1 fonts-dejavu-core
  libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-xkb1 libxcb-shape0"
test_packages="xvfb openbox xdotool x11-utils x11-xserver-utils"

packages=$run_packages
[ "$what" = test ] && packages="$run_packages $test_packages"

python=${PYTHON:-python3}
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    echo "error: Understudy needs Python 3.11 or newer; set PYTHON to one (PYTHON=python3.12 make $what)." >&2
    exit 2
fi
# A Python that is not Debian's own brings its headers and venv along.
if [ "$(command -v "$python" | xargs readlink -f)" = "/usr/bin/$("$python" -c 'import sys; print("python%d.%d" % sys.version_info[:2])')" ]; then
    packages="$packages python3-dev"
fi

if command -v dpkg-query >/dev/null 2>&1; then
    missing=
    for package in $packages; do
        dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
    done
    if [ -n "$missing" ]; then
        if [ "$(id -u)" = 0 ]; then
            echo "Installing:$missing"
            apt-get update -qq
            # shellcheck disable=SC2086
            DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
        else
            echo "These packages are missing:$missing" >&2
            echo "Install them with: sudo apt-get install --no-install-recommends$missing" >&2
            exit 2
        fi
    fi
fi

extras=
[ "$what" = test ] && extras="[dev]"
stamp=.venv/.ready-$what
if [ ! -e "$stamp" ] || [ pyproject.toml -nt "$stamp" ] || [ requirements.lock -nt "$stamp" ]; then
    echo "Installing the Python packages into .venv (a few minutes and about 6 GB the first time)"
    [ -x .venv/bin/python ] || "$python" -m venv .venv
    .venv/bin/python -m pip install --quiet --disable-pip-version-check -c requirements.lock -e ".$extras"
    touch "$stamp"
fi
