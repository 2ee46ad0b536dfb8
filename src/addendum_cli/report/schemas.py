"""JSON Schema (2020-12) of the files that people write, from the models that read them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from types import MappingProxyType

from pydantic import BaseModel

from addendum_cli.model.call import Call
from addendum_cli.model.decision import Decisions
from addendum_cli.model.jury import Jurors
from addendum_cli.model.language import Language
from addendum_cli.model.proposal import Proposal
from addendum_cli.model.rubric import Rubric

KINDS: Mapping[str, type[BaseModel]] = MappingProxyType(
    {
        "addendum": Call,
        "decisions": Decisions,
        "jurors": Jurors,
        "language": Language,
        "proposal": Proposal,
        "rubric": Rubric,
    }
)


def render(kind: str) -> bytes:
    """Return the schema of ``kind``, one of ``KINDS``."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **KINDS[kind].model_json_schema(by_alias=True),
        "title": f"addendum: {kind}",
    }
    return (json.dumps(schema, ensure_ascii=False, indent=2) + "\n").encode()
