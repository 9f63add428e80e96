"""Which reading of an entry a witness has: what names it or its group, else the lemma that names nobody."""

from collections.abc import Mapping, Sequence

from kktei.tei import XML_ID, Element, name, q

_APART = ("from", "to", "loc")


def keys(pointers: str | None) -> list[str]:
    """Pointers to witnesses as their ids; some editions leave out the number sign."""
    return [pointer.removeprefix("#") for pointer in (pointers or "").split()]


def groups_of(root: Element) -> dict[str, tuple[str, ...]]:
    """For each witness its id, and the ids of the groups that it is in, the nearest first."""
    out: dict[str, tuple[str, ...]] = {}
    for witness in root.iter(q("witness")):
        if own := witness.get(XML_ID):
            around = [a.get(XML_ID) for a in witness.iterancestors(q("witness"), q("listWit"))]
            out[own] = (own, *(key for key in around if key))
    return out


def readings_of(app: Element) -> list[Element]:
    """The readings of an entry, those in groups too, without those of entries within."""
    return [e for e in app.iter(q("lem"), q("rdg")) if next(e.iterancestors(q("app"))) is app]


def named_in(app: Element, groups: Mapping[str, Sequence[str]]) -> list[Sequence[str]]:
    """For each reading the witnesses that have it, groups as their members; a member named itself has only that."""
    readings = [keys(e.get("wit")) for e in readings_of(app)]
    named = {key for pointed in readings for key in pointed}
    members = {
        key: [
            w
            for w, around in groups.items()
            if key in around[1:] and not named.intersection(around[: around.index(key)])
        ]
        for key in named
    }
    return [[w for key in pointed for w in ([key] if key in groups else []) + members[key]] for pointed in readings]


def attested(app: Element, around: Sequence[str]) -> list[Element]:
    """The readings of a witness, ``around``: its id and those of its groups; none where an entry says nothing of it."""
    readings = readings_of(app)
    for key in around:
        if mine := [e for e in readings if key in keys(e.get("wit"))]:
            return mine
    return [e for e in readings if name(e) == "lem" and not any(e.get(a) for a in ("wit", "resp", "source"))]


def is_parallel(root: Element) -> bool:
    """Whether text and apparatus together give each witness: as the header says, or as all entries look."""
    method = next(root.iter(q("variantEncoding")), None)
    if method is not None and method.get("method"):
        return str(method.get("method")) == "parallel-segmentation"
    return all(
        name(app.getparent()) != "listApp" and not any(app.get(a) for a in _APART) and readings_of(app)
        for app in root.iter(q("app"))
    )
