"""Command line: ``python -m sample_videos.generator [NAME ...] [--out DIR] [--list]``."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from .assets import AssetError, AssetReader, ensure_wheel
from .produce import Production
from .scenes import CLIPS

DEFAULT_OUT = Path(__file__).resolve().parent.parent


def main(arguments: list[str] | None = None) -> int:
    """Make the named clips, or all of them."""
    parser = argparse.ArgumentParser(
        prog="python -m sample_videos.generator",
        description="Draw the sample clips and write their exact ground truth.",
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help="clips to make (default: all)")
    parser.add_argument("--out", type=Path, default=DEFAULT_OUT, help="folder to write into")
    parser.add_argument("--list", action="store_true", help="list the clips and stop")
    options = parser.parse_args(arguments)

    known = {clip.name: clip for clip in CLIPS}
    if options.list:
        for clip in CLIPS:
            faults = ", ".join(clip.faults) or "no fault"
            print(f"{clip.name:28} {clip.exercise:20} {clip.view:10} {faults}")
        return 0
    unknown = [name for name in options.names if name not in known]
    if unknown:
        print(f"No such clip: {', '.join(unknown)}. See them with --list.", file=sys.stderr)
        return 2
    try:
        reader = AssetReader(ensure_wheel())
    except AssetError as error:
        print(error, file=sys.stderr)
        return 1
    for name in options.names or known:
        began = time.perf_counter()
        Production(reader, known[name]).write(options.out)
        size = (options.out / f"{name}.mp4").stat().st_size / 1024
        print(f"{name}: {size:.0f} KB in {time.perf_counter() - began:.0f} s", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
