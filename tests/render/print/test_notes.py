"""No note is lost: each once, on the page of its call; every word of the text on some page."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace

import pytest

from kktei.findings import Severity, worst
from kktei.render.print import render_print
from kktei.render.print.checks import FREED, OPEN, Marks, PageGap, Stray, following, gaps, lonely, repairs, strays
from kktei.render.print.compositor import MARKS, compiler, evaluated
from kktei.render.print.faces import FOLDERS
from tests.render.print.conftest import make_job
from tests.render.print.pages import page_texts, wanting


def misplaced(texts: list[str], tokens: dict[str, list[str]]) -> list[str]:
    """Tokens whose note or call does not stand exactly once, or not on one page (a call has its number behind it)."""
    where: dict[str, list[int]] = {}
    for number, text in enumerate(texts):
        for word in re.findall(r"callg\d{4}x\d+q(?=\d)|noteg\d{4}x\d+q|sourceg\d{4}z", text):
            where.setdefault(word, []).append(number)
    wrong = [
        t
        for all_of in tokens.values()
        for t in all_of
        if len(where.get(f"call{t}", [])) != 1 or where[f"call{t}"] != where.get(f"note{t}")
    ]
    return wrong + [stem for stem in tokens if len(where.get(f"source{stem}z", [])) != 1]


def test_generated_volume(generated):
    job, tokens, found = generated
    assert worst(found) not in (Severity.ERROR,), found
    texts = page_texts(job.target / "screen.pdf")
    assert misplaced(texts, tokens) == []
    assert misplaced(page_texts(job.target / "print.pdf"), tokens) == []
    for file in job.documents:
        assert wanting(file, texts) == set()


def test_the_test_sees_a_lost_note(generated):
    job, tokens, _ = generated
    texts = page_texts(job.target / "screen.pdf")
    first = next(t for all_of in tokens.values() for t in all_of)
    assert misplaced([t.replace(f"note{first}", "") for t in texts], tokens) == [first]


def test_the_edition_itself(root, tmp_path):
    files = sorted((root / "edition" / "documents").glob("*.xml"))
    job = replace(
        make_job(tmp_path / "out", files),
        authorities=root / "edition" / "authorities.xml",
        corpus=root / "edition" / "edition.xml",
    )
    found = render_print(job)
    assert worst(found) is not Severity.ERROR, found
    texts = page_texts(job.target / "screen.pdf")
    assert {f.name: wanting(f, texts) for f in files if wanting(f, texts)} == {}
    # The last source note runs on to a page of its own, before one that may be left empty.
    (last,) = (text for text in texts if "one sentence added." in text)
    assert re.match(r"\s*(\d+ .*|.* \d+)\r?\n", last), "a page that holds only the end of a note has its head"
    assert len(re.findall(r"\*\s*Source:", "\n".join(texts))) == len(files) == 30, "every source note once"


@pytest.mark.long
def test_foreign_letters(datadir, tmp_path):
    files = [f for f in sorted((datadir / "letters" / "tillich").glob("*.xml")) if f.name != "L01064.xml"]
    job = make_job(tmp_path / "out", files, edition={"language": "de"})
    found = render_print(job)
    assert worst(found) is not Severity.ERROR, found
    texts = page_texts(job.target / "screen.pdf")
    assert {f.name: wanting(f, texts) for f in files if wanting(f, texts)} == {}


def test_correspondence_examples(datadir, tmp_path):
    files = sorted((datadir / "letters" / "correspdesc").glob("*.xml"))
    job = make_job(tmp_path / "out", files)
    render_print(job)
    texts = page_texts(job.target / "screen.pdf")
    # In example 13 the letter of an entry stands within the words "miti" and "operaturum", and before the letter "n".
    within = {"mit", "opera", "n"}
    assert {f.name: wanting(f, texts) - within for f in files if wanting(f, texts) - within} == {}


def marks(calls, entries, flow=(), order=(), starts=None):
    return Marks(list(calls), list(entries), list(flow), starts or {}, list(order))


@pytest.mark.parametrize(
    ("entries", "kind"),
    [([], "lost"), ([("d#1", 3), ("d#1", 3)], "doubled"), ([("d#1", 4)], "strayed")],
)
def test_strays(entries, kind):
    found = strays(marks([("d#1", 3)], entries, order=[("d#1", "k-call"), ("d#p", "k-p")]))
    assert [(s.kind, s.block) for s in found] == [(kind, "d#p")]


def test_closer_alone():
    flow = [("d#p", "k-p", 3), ("d#c", "k-closer", 4)]
    assert [s.kind for s in strays(marks([], [], flow))] == ["closer"]
    assert strays(marks([], [], [("d#p", "k-p", 4), ("d#c", "k-closer", 4)])) == []


def test_closer_parted_from_the_line_it_is_tied_to():
    tied = [("d#c", "d#p", 3), ("d#c", "d#p", 4), ("e#c", "e#p", 5), ("e#c", "e#p", 5)]
    found = strays(replace(marks([], []), tied=tied))
    assert [(s.kind, s.id, s.block, s.page) for s in found] == [("closer", "d#c", "d#p", 4)]


def test_repairs_end_with_a_page_of_its_own_and_then_with_endnotes():
    stray = strays(marks([("d#1", 3)], [("d#1", 4)], order=[("d#1", "k-call"), ("d#p", "k-p")]))
    made: dict[str, str] = {}
    seen = []
    while (following := repairs(stray, made)) is not None:
        made = following
        seen.append(dict(made))
    assert seen[0] == {"d#p": "short"}
    assert seen[-2] == {"d#p": "parted", "d": "page"}
    assert seen[-1] == {"d#p": "parted", "d": "endnotes"}


def test_where_a_document_begins_in_another_part_pages_before_the_call_end_early_before_it_has_endnotes():
    order = [("d#1", "k-call"), ("d#p", "k-p")]
    starts = {"c#x": 1, "d#a": 1, "d#b": 2, "d#c": 2, "d#p": 3}
    laid = replace(marks([("d#1", 3)], [("d#1", 4)], order=order), starts=starts)
    assert strays(replace(laid, heights=[("d", 1, 90.0)]))[0].lenders == ()
    stray = strays(laid)
    assert stray[0].lenders == ("d#b", "d#a")
    made, seen = {"d#p": "parted"}, []
    while (following := repairs(stray, made)) is not None:
        seen += [pair for pair in following.items() if pair not in made.items()]
        made = following
    lent = [(block, much) for block in ("d#b", "d#a") for much in ("short", "shorter")]
    assert seen == [*lent, ("d", "page"), ("d", "endnotes")]


def test_a_note_that_another_of_its_line_leaves_no_room_is_set_with_it_before_anything_else_is_tried():
    order = [("d#1", "k-call"), ("d#2", "k-call"), ("d#p", "k-p")]
    laid = marks([("d#1", 3), ("d#2", 3)], [("d#1", 3), ("d#2", 4)], order=order)
    stray = strays(replace(laid, levels={"d#1": 90.5, "d#2": 90.5}))
    made = repairs(stray, {})
    assert made == {"d#1": "firm", "d#2": "d#1"}
    assert repairs(stray, made) == {**made, "d#p": "short"}
    another = [replace(stray[0], id="d#3", behind="d#2")]
    assert repairs(another, made) == {**made, "d#3": "d#1"}, "a third note goes with the first, too"
    rows = strays(replace(laid, levels={"d#1": 90.5, "d#2": 103.7}))
    assert repairs(rows, {}) == {"d#p": "short"}, "in another line, or row of a table, a note is not bound"


def test_a_block_that_may_begin_a_page_is_then_tried_like_any_other_before_its_letter_begins_one():
    early = [Stray("strayed", "d#1", "d#p", 5, 4, at_start=True)]
    made, seen = dict[str, str](), []
    while "d" not in made:
        made = repairs(early, made) or {}
        seen.append(made.get("d#p"))
    assert seen == ["next", "short", "shorter", "shorter", "loose", "parted", "parted"]
    assert made["d#1"] == "firm", "a note that begins before the lines that its own must take along"
    assert made["d"] == "page"


PAGE = (70.0, 590.0, 13.0)  # its top, its bottom, the height of a line


@pytest.mark.parametrize(
    ("end", "begin", "feet", "found"),
    [
        ((3, 400.0), (4, 76.0), [], ["d2"]),  # fourteen lines
        ((3, 400.0), (4, 76.0), [(3, 460.0)], []),  # of which notes take ten
        ((3, 500.0), (4, 76.0), [], []),
        ((3, 400.0), (4, 120.0), [], []),  # a chapter's heading is above
        ((3, 400.0), (5, 76.0), [], []),  # a plate is between
    ],
)
def test_gaps_before_documents(end, begin, feet, found):
    heights = [("d1", 3, 76.0), (PAGE, *end), ("d2", *begin)]
    assert [gap.document for gap in gaps(replace(marks([], []), heights=heights, feet=feet))] == found


@pytest.mark.parametrize(
    ("end", "others", "starts", "remedy"),
    [
        (468.0, [], {"d1#1": 1, "d1#2": 2, "d1#3": 2}, ("d1#2", "short")),
        (450.0, [], {"d1#1": 1, "d1#2": 2}, ("d1#2", "shorter")),
        (400.0, [], {"d1#1": 1, "d1#2": 2}, ("", "")),  # too many lines
        (468.0, [], {"d1#1": 1}, ("", "")),  # one paragraph fills the page
        (468.0, [("d1a", 3, 76.0)], {"d1#2": 2}, ("", "")),  # nothing can come over: a letter begins the page
        (468.0, [("d1a", 2, 520.0)], {"d1#2": 2}, ("", "")),  # it would come over whole
    ],
)
def test_the_page_before_gives_some_lines_to_one_that_ends_early(end, others, starts, remedy):
    heights = [("d1", 1, 76.0), *others, (PAGE, 3, end), ("d2", 4, 76.0)]
    found = gaps(replace(marks([], []), heights=heights, starts=starts))
    assert [(*gap.blocks, "")[0] if gap.remedy else "" for gap in found] == [remedy[0]]
    made = following([], found, {"d2": "open"}, number=2, patience=4, final=False)
    assert made == ({"d2": "open", remedy[0]: remedy[1]} if remedy[0] else None)


@pytest.mark.parametrize("reason", ["part", "still"])
def test_several_pages_give_lines_to_one_that_ends_early_for_good(reason):
    starts = {"d1#1": 1, "d1#2": 2, "d1#3": 3}
    heights = [("d1", 1, 76.0), (PAGE, 4, 360.0), ("d2", 5, 76.0)]
    found = gaps(replace(marks([], []), heights=heights, starts=starts))
    seen = [{"d2": reason}]
    while (made := following([], found, seen[-1], number=len(seen), patience=4, final=False)) is not None:
        seen.append(made)
    assert seen[-1] == {"d2": reason, **dict.fromkeys(starts, "shorter")}
    assert len(seen) == 4
    late = following([], found, {"d2": reason}, number=20, patience=4, final=False)
    assert (late is not None) == (reason == "part"), "a part ends when all else has been tried"
    assert following([], found, {"d2": "open"}, number=2, patience=4, final=False) is None


def test_a_heading_before_which_a_page_is_empty_is_opened_and_held_again_where_a_note_strays():
    stray = strays(marks([("d#1", 3)], [("d#1", 4)], order=[("d#1", "k-heading-call")]))
    opened = following([], [PageGap("d")], {}, number=1, patience=4, final=False)
    assert opened == {"d": OPEN}
    seen = [opened]
    while (made := following(stray, [], seen[-1], number=2, patience=4, final=False)) is not None:
        seen.append(made)
    assert [one["d"] for one in seen] == ["open", "held", "page", "reopened", "still", "endnotes"]


@pytest.mark.parametrize(
    ("begin", "height", "found"),
    [(3, 83.0, ["d#p"]), (3, 70.0, []), (3, 96.0, []), (2, 83.0, []), (4, 83.0, [])],
)
def test_a_last_line_alone_at_a_pages_top(begin, height, found):
    laid = replace(marks([], []), heights=[(PAGE, 3, 400.0)], starts={"d#p": begin}, ends=[("d#p", 4, height)])
    assert lonely(laid) == found


@pytest.mark.parametrize(("end", "begin", "found"), [(84.0, 4, ["d#1"]), (110.0, 4, []), (84.0, 3, ["d#2"])])
def test_a_last_paragraph_of_one_line_has_no_page_for_itself(end, begin, found):
    ends = [("d#1", 4, 76.0), ("d#2", 4, 83.0)]
    starts = {"d#1": 3, "d#2": begin}
    laid = replace(marks([], []), heights=[("d", 1, 76.0), (PAGE, 4, end)], starts=starts, ends=ends)
    assert lonely(laid) == found


def test_a_page_ends_a_line_early_where_a_last_line_stands_alone_and_is_left_where_that_does_not_help():
    assert following([], [], {}, ["d#p"], number=1, patience=4, final=False) == {"d#p": "short"}
    assert following([], [], {"d#p": "short"}, ["d#p"], number=2, patience=4, final=False) is None
    assert following([], [], {}, ["d#p"], number=5, patience=4, final=False) is None
    found = [Stray("strayed", "d#n", "d#p", 3, 4)]
    assert following(found, [], {"d#p": "shorter"}, ["d#p"], number=1, patience=4, final=False) == {"d#p": "loose"}


def test_a_closer_that_other_repairs_have_left_alone_is_still_helped():
    alone = [Stray("closer", "d#2", "d#1", 3, 4)]
    assert following(alone, [], {}, number=5, patience=4, final=False) == {"d#1": "short"}
    assert following(alone, [], {}, number=8, patience=4, final=False) is None


def test_a_page_that_a_repair_has_left_empty_is_tried_once_more():
    assert following([], [PageGap("d")], {"d": "page"}, number=6, patience=4, final=False) == {"d": FREED}
    assert following([], [PageGap("d")], {"d": "still"}, number=6, patience=4, final=False) is None
    assert following([], [PageGap("d")], {"d": "page"}, number=20, patience=4, final=False) is None


def test_an_opened_heading_has_its_own_notes_and_the_text_has_its_own(generated, tmp_path):
    job, tokens, _ = generated
    folder = tmp_path / "typst"
    shutil.copytree(job.target / "typst", folder)
    (folder / "repairs.json").write_text(json.dumps({f"g{n:04}": "open" for n in range(1, 31)}))
    compiler(folder, folder / "main.typ", FOLDERS).compile(output=tmp_path / "a.pdf", format="pdf")
    found = re.findall(r"noteg\d{4}x\d+q|sourceg\d{4}z", " ".join(page_texts(tmp_path / "a.pdf")))
    assert sorted(found) == sorted(
        [f"source{stem}z" for stem in tokens] + [f"note{token}" for named in tokens.values() for token in named]
    )


def test_notes_that_are_set_as_one_are_set_once_wherever_the_first_is(generated, tmp_path):
    """Too long for that they are set as others are; where the heading holds the first, the others are at their calls."""
    folder = tmp_path / "typst"
    shutil.copytree(generated[0].target / "typst", folder)
    long = '"' + "word " * 1500 + '"'
    notes = [("a#1", '"one"'), ("a#2", '"two"'), ("b#1", long), ("b#2", '"two"'), ("c#2", '"two"')]
    called = "\n".join(f'#p("{name}.p")[Words #note("{name}", "1")[#{body}] more]' for name, body in notes)
    (folder / "main.typ").write_text(f'#import "volume.typ": *\n#show: volume\n#main[{called}]')
    made = {"a#1": "firm", "a#2": "a#1", "b#1": "firm", "b#2": "b#1", "c#2": "c#1"}
    (folder / "repairs.json").write_text(json.dumps(made))
    found = json.loads(evaluated(compiler(folder, folder / "main.typ", FOLDERS), MARKS))
    assert [name for name, _ in found["entries"]] == [name for name, _ in found["calls"]] == [name for name, _ in notes]


def test_where_a_page_within_a_quotation_ends_early_no_lines_are_empty_in_its_middle(generated, tmp_path):
    folder = tmp_path / "typst"
    shutil.copytree(generated[0].target / "typst", folder)
    quoted = "\n".join(f'#extract(follows: "a#{n}", ends: false)[#p("a#{n}")[Words]]' for n in range(60))
    (folder / "main.typ").write_text(f'#import "volume.typ": *\n#show: volume\n#main[{quoted}]')
    laid = []
    for made in ({}, {"a#9": "shorter"}):
        (folder / "repairs.json").write_text(json.dumps(made))
        laid.append(json.loads(evaluated(compiler(folder, folder / "main.typ", FOLDERS), MARKS))["ends"])
    usual, early = ([end for end in ends if end[1] == ends[0][1]] for ends in laid)
    assert early == usual[:-3]
