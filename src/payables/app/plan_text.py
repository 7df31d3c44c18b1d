"""Provisioning plans and credentials as people and programs read them."""

from typing import Any

from payables.accounts.model import Step, StepKind
from payables.app.provision import AccountPlan, Credentials
from payables.kit.ids import racc

SIGNS = {
    StepKind.CREATE: "+",
    StepKind.CHANGE: "~",
    StepKind.DEACTIVATE: "-",
    StepKind.MISSING: "?",
}


def plan_lines(plan: AccountPlan) -> list[str]:
    """A headline, a line per change, and how much stays as it is."""
    head = f"{plan.key} ({racc(plan.account_id)})" if plan.account_id else f"{plan.key} (new account)"
    unchanged = sum(step.kind is StepKind.KEEP for step in plan.steps)
    lines = [f"  {_line(step)}" for step in plan.steps if step.kind is not StepKind.KEEP]
    return [head, *lines, *([f"  {unchanged} unchanged"] if unchanged else [])]


def _line(step: Step) -> str:
    name = f"{SIGNS[step.kind]} {step.subject.replace('_', ' ')} {step.key}"
    if step.kind is StepKind.CHANGE:
        changes = (f"{field}: {_value(step.before[field])} -> {_value(value)}" for field, value in step.after.items())
        return f"{name}  {', '.join(changes)}"
    if step.kind is StepKind.DEACTIVATE:
        return f"{name}  is not in the file: {'revoke' if step.subject == 'client' else 'deactivate'}"
    if step.kind is StepKind.MISSING:
        return f"{name}  is not in the file: stays as it is"
    return name


def _value(value: Any) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(map(str, value)) + "]"
    if isinstance(value, dict):
        return ", ".join(f"{name} {_value(inner)}" for name, inner in value.items())
    return "none" if value is None else str(value)


def plan_data(plan: AccountPlan) -> dict[str, Any]:
    """For --json; what stays as it is only as a number."""
    steps = [step for step in plan.steps if step.kind is not StepKind.KEEP]
    account_id = racc(plan.account_id) if plan.account_id else None
    return {"key": plan.key, "account_id": account_id, "steps": steps, "unchanged": len(plan.steps) - len(steps)}


def credentials_data(issued: Credentials) -> dict[str, Any]:
    """For --json and credentials files; left out what was not issued."""
    fields = ("account_key", "account_id", "api_key", "user", "user_id", "client_name", "client_id", "client_secret")
    data = {name: getattr(issued, name) for name in fields} | {"account_id": racc(issued.account_id)}
    return {name: value for name, value in data.items() if value is not None}
