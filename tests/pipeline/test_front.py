"""An edition gets a front.xml, an editor changes it, breaks it, takes it away."""

from __future__ import annotations

import pytest

from kktei.project import Project
from tests.editions import called, digests
from tests.render.volumes import front_xml

PREFACE = '<div type="preface" xml:id="front.preface"><head>Preface</head><p xml:id="front.p1">Never {word}.</p></div>'
CHAPTERS = '<list><item>One<list><item><ref target="documents/d001.xml">1</ref></item></list></item></list>'


def put(project: Project, word: str) -> None:
    project.front.write_text(front_xml(PREFACE.format(word=word), CHAPTERS), encoding="utf-8")


def preface(project: Project) -> str:
    return (project.output / "html" / "front" / "preface.html").read_text(encoding="utf-8")


@pytest.mark.long
def test_a_build_notices_it_and_leaves_out_a_faulty_one(built: Project) -> None:
    before = digests(built.output)
    put(built, "written")
    done = called("build", cwd=built.root)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Never written." in preface(built)
    assert (built.output / "print" / "typst" / "sections" / "front-preface.typ").is_file()
    put(built, "posted")
    assert called("build", cwd=built.root).returncode == 0
    assert "Never posted." in preface(built)
    assert "Nothing has changed" in called("build", cwd=built.root).stderr
    put(built, '<nonsense/> sent, not to <ref target="documents/d999.xml">anybody</ref>')
    done = called("build", cwd=built.root)
    assert done.returncode == 1
    assert "2 of 2 documents built" in done.stderr
    for code in ("V010", "S201"):
        assert any(
            f"error[{code}]" in line for line in done.stdout.splitlines() if line.startswith("edition/front.xml:")
        )
    assert digests(built.output) == before, "the results are those of an edition without it"
    built.front.unlink()
    assert called("build", cwd=built.root).returncode == 0
    assert digests(built.output) == before


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("<nonsense/>", "V010"),
        pytest.param("<p", "V00", marks=pytest.mark.long),
        pytest.param('<persName ref="authorities.xml#pers.nobody">x</persName>', "S061", marks=pytest.mark.long),
        pytest.param('<ref target="#front.p9">x</ref>', "S060", marks=pytest.mark.long),
        pytest.param('<ref target="documents/d001.xml#d001.p999">x</ref>', "S202", marks=pytest.mark.long),
    ],
)
def test_it_is_checked_like_a_document(built: Project, word: str, code: str) -> None:
    put(built, word)
    for paths in ([], ["edition/front.xml"]):
        done = called("validate", *paths, cwd=built.root)
        told = [
            line for line in done.stdout.splitlines() if line.startswith("edition/front.xml:") and f"[{code}" in line
        ]
        assert len(told) == 1, done.stdout
        assert done.returncode == 1


@pytest.mark.long
def test_single_documents_are_shown_without_it(built: Project) -> None:
    put(built, "written")
    done = called("render", "html", "--document", "d001", cwd=built.root)
    assert done.returncode == 0, done.stdout
    assert not (built.output / "html-d001" / "front").exists()
