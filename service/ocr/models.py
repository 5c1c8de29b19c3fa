"""The weights inside the ``rapidocr`` wheel as ONNX sessions whose memory stays bounded.

PP-OCRv6 small (Apache-2.0). The wheel is only a folder of weights to us: it is found without
importing it, so neither its classes nor its downloads ever run.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from service.errors import EngineCrashed, EngineMissing

Floats: TypeAlias = NDArray[np.float32]

DETECTOR = "PP-OCRv6_det_small.onnx"
RECOGNISER = "PP-OCRv6_rec_small.onnx"


def weights(name: str) -> Path:
    """Path of the weights file ``name``; ``EngineMissing`` where the wheel does not bring it."""
    try:
        spec = importlib.util.find_spec("rapidocr")
    except (ImportError, ValueError):
        spec = None
    if spec is None or spec.origin is None:
        raise EngineMissing("the weights of PP-OCRv6 are not installed (package rapidocr)")
    path = Path(spec.origin).parent / "models" / name
    if not path.is_file():
        raise EngineMissing(f"{name} is not in the installed rapidocr package")
    return path


@dataclass(frozen=True, slots=True)
class Model:
    """One network. ``run`` may be called from several threads at once."""

    session: Any
    metadata: Mapping[str, str]

    def run(self, batch: Floats) -> Floats:
        """The first output for ``batch``, float32; ``EngineCrashed`` when the runtime fails."""
        return self.outputs(batch)[0]

    def outputs(self, batch: Floats) -> list[Floats]:
        """Every output for ``batch``, float32; ``EngineCrashed`` when the runtime fails."""
        try:
            name = self.session.get_inputs()[0].name
            outputs: list[Floats] = self.session.run(None, {name: batch})
        except Exception as e:  # the runtime's own error types differ from build to build
            raise EngineCrashed(f"ONNX Runtime failed: {type(e).__name__}") from e
        return outputs


def model(name: str, threads: int, body: bytes | None = None) -> Model:
    """The network of weights file ``name``, or of ``body`` in its place, on ``threads`` threads.

    The arena and the memory pattern are off: both keep the largest picture's buffers for ever
    (1 GB after one page). Raises ``EngineMissing`` or ``EngineCrashed``.
    """
    path = weights(name)
    try:
        import onnxruntime  # noqa: PLC0415  (absent where only Tesseract is installed)
    except ImportError as e:
        raise EngineMissing("ONNX Runtime is not installed") from e
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = max(1, threads)
    options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    options.enable_mem_pattern = False
    options.log_severity_level = 3
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    try:
        session = onnxruntime.InferenceSession(
            body or str(path), options, providers=["CPUExecutionProvider"]
        )
    except Exception as e:
        raise EngineCrashed(f"{name} cannot be loaded: {type(e).__name__}") from e
    return Model(session, dict(session.get_modelmeta().custom_metadata_map))
