"""The figures of a month as CONTRACT section 5 defines them, the plain way: everything in memory, exact fractions.

python3 independent.py FOLDER YYYY-MM prints what RESULTS/YYYY-MM.json should say.
"""
import csv, json, math, re, sys
from collections import Counter, defaultdict
from datetime import datetime, timedelta, timezone
from fractions import Fraction
from pathlib import Path

TEXTS = {"time", "host", "last_boot", "ports", "ssh_peers", "logins", "errors"}
ANSWERS = ["ping_ms", "http_code", "mem_avail_mib", "disk_avail_mib", "last_boot", "gpu_temp_c"]
SIGNS_OF_LIFE = {"ssh:auth", "ssh:host-key-unknown", "ssh:host-key-changed", "ssh:algorithms", "ssh:protocol",
                 "probe:incomplete", "probe:oversize"}


def parse_time(text):
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=timezone.utc)


def iso(time):
    return time.strftime("%Y-%m-%dT%H:%M:%SZ")


def seed_rows(path):
    for line in path.read_text().replace("\n,", ",").splitlines():
        stamp, host, ping, most = line.split(",")
        time = datetime.strptime(stamp, "%y%m%d %H:%M:%S").replace(tzinfo=timezone.utc)
        known = ping != "None"
        yield {"time": iso(time), "host": host.replace(" ", ""), "ping_ms": ping if known else "",
               "ping_max_ms": most if known else "", "loss": "" if known else "100",
               "errors": "" if known else "ping:unreachable"}


def read(folder, month):
    """Rows by host in time order; types by host; the order of columns by host."""
    year_month = month[2:4] + month[5:7]
    hosts, types, columns = defaultdict(list), {}, defaultdict(list)
    for path in sorted(folder.glob("*.csv"), key=lambda path: (not path.name.startswith("pings_"), path.name)):
        kind = path.name.split("_")[0].replace("pings", "ping")
        if path.name.startswith("pings_"):
            rows, header = list(seed_rows(path)), ["ping_ms", "ping_max_ms", "loss", "errors"]
        elif year_month in path.name:
            with open(path, newline="") as file:
                reader = csv.DictReader(file)
                rows, header = list(reader), reader.fieldnames
        else:
            continue
        for row in rows:
            if not row["time"].startswith(month):
                continue
            known = hosts[row["host"]]
            if any(other["time"] == row["time"] for other in known[-3:]):
                continue
            known.append({**row, "type": kind})
            columns[row["host"]] += [name for name in header if name not in columns[row["host"]]]
    for rows in hosts.values():
        rows.sort(key=lambda row: row["time"])
    return hosts, columns


def state_of(row):
    codes = [code for code in row.get("errors", "").split("+") if code]
    if not codes:
        return "up"
    if "monitor:offline" in codes:
        return None
    alive = any(row.get(name) for name in ANSWERS) or SIGNS_OF_LIFE & set(codes)
    return "up" if alive else "down"


def median(values):
    values = sorted(values)
    half = len(values) // 2
    return Fraction(values[half]) if len(values) % 2 else Fraction(values[half - 1] + values[half], 2)


def page_of(row):
    """The page: up with a status below 400 over a valid connection."""
    codes = [code for code in row.get("errors", "").split("+") if code]
    if any(code.startswith("http:") for code in codes):
        return "down"
    status = row.get("http_code") or ""
    return None if status == "" or "monitor:offline" in codes else "up" if int(status) < 400 else "down"


def availability(rows, start, end, state_of, is_cause=lambda code: True):
    times = [parse_time(row["time"]) for row in rows]
    gaps = [int((b - a).total_seconds()) for a, b in zip(times, times[1:])]
    longest = timedelta(seconds=float(2 * median(gaps)))
    found, outages, current = Counter(), [], None
    for index, (row, time) in enumerate(zip(rows, times)):
        until = min(times[index + 1] if index + 1 < len(times) else end, time + longest, end)
        state = state_of(row)
        if state is None:
            continue
        seconds = int((until - time).total_seconds())
        found[state] += seconds
        if state == "down":
            if current is None:
                current = {"from": time, "seconds": 0, "codes": Counter()}
                outages.append(current)
            current["to"] = until
            current["seconds"] += seconds
            current["codes"].update(filter(is_cause, filter(None, row["errors"].split("+"))))
        elif current is not None:
            current["to"] = time
            current = None
    measured = found["up"] + found["down"]
    return {
        "availability": float(Fraction(found["up"], measured)) if measured else None,
        "coverage": float(Fraction(measured, int((end - start).total_seconds()))),
        "outages": [{"from": iso(each["from"]), "to": iso(each["to"]), "seconds": each["seconds"],
                     "errors": [code for code, _ in each["codes"].most_common()]} for each in outages],
    }


def page(rows, start, end):
    if not any(page_of(row) for row in rows):
        return {}
    return {"page": availability(rows, start, end, page_of, lambda code: code.startswith("http:"))}


def number(text):
    return float(text) if re.fullmatch(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?", text) else None


def square_root(value):
    """Of a fraction, to far more digits than a float has."""
    scale = 2 ** 200
    return float(Fraction(math.isqrt(value.numerator * scale * scale // value.denominator), scale))


def percentile(values, percent):
    rank, rest = divmod((len(values) - 1) * percent, 100)
    lower, upper = Fraction(values[rank]), Fraction(values[min(rank + 1, len(values) - 1)])
    return float(lower + (upper - lower) * Fraction(rest, 100))


def statistics(values, rows):
    values = sorted(values)
    n = len(values)
    figures = {"n": n, "nulls": rows - n, **dict.fromkeys(["mean", "stdev", "min", "p50", "p95", "max"])}
    if n:
        exact = [Fraction(value) for value in values]
        mean = sum(exact) / n
        figures.update(mean=float(mean), min=values[0], p50=percentile(values, 50), p95=percentile(values, 95),
                       max=values[-1])
        if n > 1:
            figures["stdev"] = square_root(sum((value - mean) ** 2 for value in exact) / (n - 1))
    return figures


def numbers(rows, names):
    """Values by column, the parts of a GPU's column each on its own."""
    found = {}
    for name in names:
        if name in TEXTS:
            continue
        for row in rows:
            cell = row.get(name) or ""
            if name.startswith("gpu_"):
                for index, part in enumerate(cell.split("_") if cell else []):
                    found.setdefault(f"{name}.{index}", []).append(number(part))
            else:
                found.setdefault(name, []).append(number(cell))
    return {name: [value for value in values if value is not None] for name, values in found.items()}


def sightings(rows, column, key):
    seen = defaultdict(list)
    for row in rows:
        for what in filter(None, set((row.get(column) or "").split("+"))):
            seen[what].append(row["time"])
    return [{key: what, "rows": len(times), "first": times[0], "last": times[-1]} for what, times in seen.items()]


def constants(rows, names):
    """In a list, an empty cell says that there was nothing."""
    lists = ("ports", "ssh_peers", "logins", "errors")
    names = [name for name in names if name not in lists or all(row.get(name) for row in rows)]
    said = {name: {row[name] for row in rows if row.get(name)} for name in names if name not in ("time", "host")}
    return {name: next(iter(texts)) for name, texts in said.items() if len(texts) == 1}


def main(folder, month):
    start = parse_time(f"{month}-01T00:00:00Z")
    end = (start + timedelta(days=32)).replace(day=1)
    hosts, columns = read(folder, month)
    print(json.dumps({
        "month": month, "from": iso(start), "to": iso(end), "rows": sum(map(len, hosts.values())),
        "hosts": [{
            "host": host, "type": rows[-1]["type"], "rows": len(rows), **availability(rows, start, end, state_of),
            **page(rows, start, end),
            "columns": {name: statistics(values, len(rows)) for name, values in numbers(rows, columns[host]).items()},
            "constants": constants(rows, columns[host]),
            "ports": sightings(rows, "ports", "port"), "peers": sightings(rows, "ssh_peers", "peer"),
        } for host, rows in hosts.items()],
    }))


main(Path(sys.argv[1]), sys.argv[2])
