"""usage: schema.py SCHEMA FILE...

Holds every record of the NDJSON files against the schema, and what a schema can't say: that a piece of evidence is, byte
for byte, what stands at its place in the text. Prints the count, or the first failures with file and line; exit 1.
"""

import json
import sys

import jsonschema

SHOWN = 10


def spans(record):
    """Every object of class and route that points into the text."""
    for member, name in (("class", "evidence"), ("route", "reasons")):
        value = record.get(member)
        for item in value.get(name, []) if isinstance(value, dict) else []:
            if isinstance(item, dict) and "start" in item:
                yield member + "." + name, item


def faults(validator, line):
    """What is wrong with the record of one line of bytes, in words."""
    try:
        record = json.loads(line.decode("utf-8"))
    except ValueError as why:
        return [f"no JSON: {why}"]
    found = [
        "/".join(map(str, e.absolute_path)) + ": " + e.message[:300]
        for e in validator.iter_errors(record)
    ]
    if found:
        return found
    text = record.get("text", "").encode("utf-8", "surrogatepass")
    return [
        f"{where}: {item['text']!r} is not at {item['start']}..{item['end']} of the text"
        for where, item in spans(record)
        if text[item["start"] : item["end"]] != item["text"].encode("utf-8", "surrogatepass")
    ]


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        schema = json.load(file)
    jsonschema.Draft7Validator.check_schema(schema)
    validator = jsonschema.Draft7Validator(schema)
    n_records = n_bad = 0
    for path in sys.argv[2:]:
        with open(path, "rb") as file:
            for number, line in enumerate(file, 1):
                n_records += 1
                found = faults(validator, line)
                n_bad += bool(found)
                if found and n_bad <= SHOWN:
                    print(f"{path}: line {number}: {'; '.join(found[:3])}")
    print(f"{n_records} records, {n_bad} not valid")
    return 1 if n_bad or not n_records else 0


if __name__ == "__main__":
    sys.exit(main())
