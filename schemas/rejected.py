"""An input that could not be processed."""

from schemas.base import Frozen, Sha256, Text
from schemas.codes import RejectionCode, Stage


class Rejected(Frozen):
    """Why an input gave no records.

    Attributes:
        source: path relative to the input's root, as in `Document.source`.
        stage: how far it came.
        code: why it went no further.
        message: one sentence for a person.
        sha256: of the content; None where it could not be read.
    """

    source: Text
    stage: Stage
    code: RejectionCode
    message: Text
    sha256: Sha256 | None = None
