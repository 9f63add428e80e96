"""Carries a plan out, file by file, so that a kill at any moment loses nothing.

For each file: the conversion is staged, the file put in place whole, the staged conversion promoted.
A run that finds something staged knows from the file's digest whether it was written.
"""

from kktei import files
from kktei.errors import InputError
from kktei.findings import Finding, finding
from kktei.merge.memory import DamagedMemoryError, Memory, digest, inside, raw_or_none, remove, write
from kktei.merge.steps import MergePlan, MergeStep, conflict_name


def carry_out(plan: MergePlan) -> tuple[Finding, ...]:
    """Write what the plan says; a finding for each file that somebody saved since it was made, or protects.

    Raises OutputError where the disk refuses; what was written until then is whole.
    """
    memory = Memory(plan.project)
    found: list[Finding] = []
    for name, text in plan.ledgers.items():  # first: what a killed run did not write is then only not remembered
        memory.note(name, text)
    for step in plan.steps:
        if step.write is None and step.remember is None and (step.beside is None) and (not step.ends_conflict):
            continue
        path = inside(plan.project, step.file)
        if step.write is not None and files.is_read_only(path):
            words = "This file is read-only, and was left as it is; what its source says now is not in it."
            found.append(finding("M013", words, file=f"edition/{step.file}", hint="Allow writing, and convert again."))
            continue
        if digest(raw_or_none(path)) != step.seen:
            words = "Somebody saved this file while it was being converted; it was left alone."
            found.append(finding("M007", words, file=f"edition/{step.file}", hint="Convert again."))
            continue
        _carry_out(plan, memory, step)
    return tuple(found)


def _carry_out(plan: MergePlan, memory: Memory, step: MergeStep) -> None:
    path = inside(plan.project, step.file)
    if step.write is None and step.remember is not None:
        memory.remember(step.file, step.remember.read())
    if step.beside is not None:
        beside = step.beside.read()
        write(inside(plan.project, conflict_name(step.file)), beside)
        memory.await_decision(step.file, beside)
    if step.write is not None and step.remember is not None:
        text = step.write.read()
        written = digest(text)
        memory.stage(step.file, step.remember.read(), written)
        write(path, text)
        memory.promote(step.file, written)
    if step.ends_conflict:
        _settle(plan, memory, step)


def _settle(plan: MergePlan, memory: Memory, step: MergeStep) -> None:
    """An open conflict is over: the copy goes too, unless somebody has worked in it."""
    copy = inside(plan.project, conflict_name(step.file))
    try:
        untouched = raw_or_none(copy) == memory.pending(step.file)
    except (DamagedMemoryError, InputError):
        untouched = False
    memory.forget_conflict(step.file)
    if untouched:
        remove(copy)
