#!/usr/bin/env python3
"""Whole-process comparison of liyorke with the sampler in peers/: same number of networks, same core, one run.

For every width: the answers are checked first; then both programs run in alternation (A B A B ...), pinned to one core,
each from its start to its exit, start-up and run-time compilation included. The number of networks is chosen so that
the sampler needs about --seconds. Prints a table, and writes it with the machine and the versions to results/NAME.json
and results/NAME.md.
"""

import argparse
import datetime
import json
import math
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
SIGMAS = 4.5
# The grid rule is right where it fires and misses 4 to 15 % of the period-three maps: their orbits leave the window.
LARGEST_MISS = 0.20


class Program:
    """A command line that takes width, networks and seed, and how to read its answer."""

    def __init__(self, name, command, read):
        self.name, self.command, self.read = name, command, read

    def run(self, core, width, networks, seed):
        """Runs the program to its end; wall and processor seconds of the whole process, and its answer."""
        command = ["taskset", "-c", str(core), *self.command(width, networks, seed)]
        start = time.perf_counter()
        with tempfile.TemporaryFile("w+") as errors:
            process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, text=True)
            with process.stdout:
                out = process.stdout.read()
            _, status, usage = os.wait4(process.pid, 0)  # for the processor time of this process alone
            wall = time.perf_counter() - start
            process.returncode = os.waitstatus_to_exitcode(status)
            if process.returncode != 0:
                errors.seek(0)
                raise SystemExit(f"{' '.join(command)} ended with {process.returncode}: {errors.read().strip()}")
        return {"wall_s": wall, "cpu_s": usage.ru_utime + usage.ru_stime, **self.read(json.loads(out))}


def read_liyorke(answer):
    point = answer["points"][0]
    return {
        "period3": point["counts"]["period3"],
        "counts": point["counts"],
        "networks_per_s": point["networks_per_s"],
        "version": answer["version"],
    }


def read_sampler(answer):
    return {
        "period3": answer["period3"],
        "method": answer["method"],
        "networks_per_s": answer["networks_per_s"],
        "version": ", ".join(f"{name} {version}" for name, version in answer["versions"].items()),
    }


def sampler_command(options):
    return [options.python, str(HERE / "peers" / "sampler_numba.py")]


def programs(options):
    def liyorke(width, networks, seed):
        fixed = ["--init", "he", "--threads", "1", "--json", "--quiet"]
        return [options.liyorke, "estimate", *fixed, "--width", width, "--networks", networks, "--seed", seed]

    def sampler(width, networks, seed):
        return [*sampler_command(options), "--width", width, "--networks", networks, "--seed", seed]

    def text(command):
        return lambda *numbers: [str(word) for word in command(*numbers)]

    return Program("liyorke", text(liyorke), read_liyorke), Program("sampler", text(sampler), read_sampler)


def check_counts(width, networks, ours, theirs):
    """Stops unless the counts add up and the sampler's share agrees with the proven one, misses allowed for."""
    counts = ours["counts"]
    if counts["chaotic"] + counts["ordered"] + counts["undecided"] != networks:
        raise SystemExit(f"width {width}: verdicts {counts} do not add up to {networks}")
    if not counts["period3"] <= counts["chaotic"]:
        raise SystemExit(f"width {width}: more period three than chaos in {counts}")
    most = counts["period3"] + counts["period3_undecided"]
    spread = SIGMAS * math.sqrt(counts["period3"] + theirs["period3"] + 1)
    low, high = (1 - LARGEST_MISS) * counts["period3"] - spread, most + spread
    if not low <= theirs["period3"] <= high:
        found = f"{theirs['period3']} of {networks}"
        raise SystemExit(f"width {width}: the sampler found {found}, outside {low:.0f} to {high:.0f}")


def check_programs(options, ours, theirs, width):
    """Checks the sampler's arithmetic and both programs' counts; returns the sampler's rate."""
    verify = [*sampler_command(options), "--width", str(width), "--networks", "1", "--verify"]
    subprocess.run(verify, check=True, stdout=subprocess.DEVNULL)
    networks = max(options.check * 64 // (64 + width), 1000)
    seed = options.seed + 1_000_000
    sampled = theirs.run(options.core, width, networks, seed)
    check_counts(width, networks, ours.run(options.core, width, networks, seed), sampled)
    return sampled["networks_per_s"]


def two_digits(number):
    """Rounded to two significant digits."""
    unit = 10 ** max(0, math.floor(math.log10(number)) - 1)
    return round(number / unit) * unit


def compare(options, ours, theirs, width):
    rate = check_programs(options, ours, theirs, width)
    networks = max(two_digits(options.seconds * rate), 1000)
    runs = {ours.name: [], theirs.name: []}
    for repeat in range(options.repeats):
        for program in (ours, theirs):
            print(f"width {width}, {networks} networks, repeat {repeat + 1}: {program.name}", file=sys.stderr)
            runs[program.name].append(program.run(options.core, width, networks, options.seed + repeat))
        check_counts(width, networks, runs[ours.name][-1], runs[theirs.name][-1])
    return {"width": width, "networks": networks, "runs": runs, **summary(networks, runs[ours.name], runs[theirs.name])}


def median(runs, field):
    return statistics.median(run[field] for run in runs)


def summary(networks, ours, theirs):
    pairs = [b["wall_s"] / a["wall_s"] for a, b in zip(ours, theirs)]
    total = networks * len(ours)
    return {
        "liyorke_wall_s": median(ours, "wall_s"),
        "sampler_wall_s": median(theirs, "wall_s"),
        "liyorke_networks_per_s": networks / median(ours, "wall_s"),
        "sampler_networks_per_s": networks / median(theirs, "wall_s"),
        "ratio": median(theirs, "wall_s") / median(ours, "wall_s"),
        "ratio_lowest_pair": min(pairs),
        "ratio_highest_pair": max(pairs),
        "ratio_cpu": median(theirs, "cpu_s") / median(ours, "cpu_s"),
        "ratio_inside": median(ours, "networks_per_s") / median(theirs, "networks_per_s"),
        "liyorke_period3": sum(run["period3"] for run in ours) / total,
        "sampler_period3": sum(run["period3"] for run in theirs) / total,
    }


def first_line(command):
    """First line that a command prints, on either stream."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    return done.stdout.splitlines()[0] if done.stdout else "unknown"


def processor():
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return platform.processor() or "unknown"


def java_version():
    home = os.environ.get("JAVA_HOME")
    return first_line([f"{home}/bin/java" if home else "java", "-version"])


def circumstances(options, results):
    last = {name: results[-1]["runs"][name][-1]["version"] for name in ("liyorke", "sampler")}
    return {
        "date": datetime.date.today().isoformat(),
        "processor": f"{processor()}, {os.cpu_count()} cores, {platform.machine()}",
        "pinned_to_core": options.core,
        "system": platform.release(),
        "java": java_version(),
        "python": first_line([options.python, "--version"]),
        "liyorke": last["liyorke"],
        "sampler": last["sampler"],
        "repeats": options.repeats,
        "load_before": round(options.load, 2),
        "command": " ".join(["bench/compare.py", *sys.argv[1:]]),
    }


COLUMNS = (
    ("width", "width", "d"),
    ("networks", "networks", ",d"),
    ("liyorke s", "liyorke_wall_s", ".2f"),
    ("sampler s", "sampler_wall_s", ".2f"),
    ("liyorke /s", "liyorke_networks_per_s", ",.0f"),
    ("sampler /s", "sampler_networks_per_s", ",.0f"),
    ("ratio", "ratio", ".2f"),
    ("lowest", "ratio_lowest_pair", ".2f"),
    ("highest", "ratio_highest_pair", ".2f"),
    ("CPU", "ratio_cpu", ".2f"),
    ("inside", "ratio_inside", ".2f"),
    ("p3 proven", "liyorke_period3", ".5f"),
    ("p3 sampled", "sampler_period3", ".5f"),
)


def table(results):
    rows = [[heading for heading, _, _ in COLUMNS]]
    rows += [[format(row[field], layout) for _, field, layout in COLUMNS] for row in results]
    widths = [max(map(len, column)) for column in zip(*rows)]
    lines = ["| " + " | ".join(cell.rjust(w) for cell, w in zip(row, widths)) + " |" for row in rows]
    lines.insert(1, "|" + "|".join("-" * (w + 1) + ":" for w in widths) + "|")
    return "\n".join(lines)


def markdown(about, results):
    facts = "\n".join(f"- {name.replace('_', ' ')}: {value}" for name, value in about.items())
    return f"""# liyorke against the numba sampler

He, identity output, one core. liyorke proves a verdict on chaos and on period three for every network; the sampler
tests period three on 163 grid points of [-1, 1] and proves nothing. Whole processes, from start to exit, medians of
alternating repeats; ratios above 1 mean that liyorke is faster. "lowest", "highest": ratios of single repeats; "CPU":
ratio of processor seconds; "inside": ratio of the rates the programs report themselves, start-up excluded.

{table(results)}

{facts}
"""


def write(path, text):
    """Writes beside the file and renames, so that no half-written result is left."""
    part = path.with_suffix(path.suffix + ".part")
    part.write_text(text)
    part.rename(path)


def width_list(text):
    return [int(word) for word in text.split(",")]


def parse():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--widths", default="2,16,64,256,1024", type=width_list)
    parser.add_argument("--seconds", default=6.0, type=float, help="time one run of the sampler should take (6)")
    parser.add_argument("--repeats", default=5, type=int)
    parser.add_argument("--check", default=200_000, type=int, help="networks checked, fewer for wide ones (200000)")
    parser.add_argument("--seed", default=42, type=int)
    parser.add_argument("--core", default=1 if os.cpu_count() > 1 else 0, type=int, help="core to pin both programs to")
    parser.add_argument("--liyorke", default=str(HERE.parent / "liyorke"), help="launcher")
    parser.add_argument("--python", default="/usr/bin/python3", help="an interpreter that has numba")
    parser.add_argument("--name", default=f"compare-{datetime.date.today().isoformat()}", help="name under results/")
    options = parser.parse_args()
    if not options.seconds > 0 or not options.repeats >= 1 or not min(options.widths) >= 1:
        parser.error("seconds, repeats and widths must be positive")
    return options


def main():
    options = parse()
    options.load = os.getloadavg()[0]
    ours, theirs = programs(options)
    results = [compare(options, ours, theirs, width) for width in options.widths]
    about = circumstances(options, results)
    print(table(results))
    folder = HERE / "results"
    folder.mkdir(exist_ok=True)
    write(folder / f"{options.name}.json", json.dumps({"about": about, "results": results}, indent=2) + "\n")
    write(folder / f"{options.name}.md", markdown(about, results))


if __name__ == "__main__":
    main()
