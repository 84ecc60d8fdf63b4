"""The base of everything that is decoded from a document."""

from pydantic import BaseModel, ConfigDict


class DocumentPart(BaseModel):
    """A part of a document: frozen, and a key that it does not know is refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)
