"""An ONNX file that classifies into the same network over a part of its classes.

The recogniser ends in 120 features times 18,710 classes and a softmax over them, a sixth of its
time and most of its memory, for a card that needs few of the classes. Told which, the layer is
cut down in the file itself. The file is protobuf (protobuf.dev/programming-guides/encoding);
the field numbers are those of onnx.proto3.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

_GRAPH, _METADATA = 7, 14  # ModelProto
_NODE, _INITIALIZER, _OUTPUT = 1, 5, 12  # GraphProto
_NODE_INPUT, _NODE_OUTPUT, _NODE_TYPE = 1, 2, 4
_DIMS, _TYPE, _NAME, _RAW = 1, 2, 8, 9  # TensorProto
_FLOAT = 1
_VARINT, _BYTES = 0, 2  # wire types
_FIXED = {1: 8, 5: 4}


Bytes: TypeAlias = bytes | memoryview
"""Views, because copies of the file's fields are copies of the weights."""


@dataclass(frozen=True, slots=True)
class Layer:
    """The last layer of a network: the names of its tensors and of what goes in; ``weights``
    (F, C) and ``bias`` (C,)."""

    features: bytes
    names: tuple[bytes, bytes]
    weights: NDArray[np.float32]
    bias: NDArray[np.float32]


def metadata(data: bytes) -> dict[str, str]:
    """The notes in the file ``data``, by key."""
    notes = [v for n, _, v in _fields(data) if n == _METADATA]
    return {str(_first(v, 1), "utf-8"): str(_first(v, 2), "utf-8") for v in notes}


def last_layer(data: bytes) -> Layer:
    """The MatMul, Add and Softmax at the end of ``data``. ``ValueError`` where it ends
    otherwise."""
    fields = [*_fields(_first(data, _GRAPH))]
    makers = {_first(v, _NODE_OUTPUT): v for n, _, v in fields if n == _NODE}
    tensors = {_first(v, _NAME): v for n, _, v in fields if n == _INITIALIZER}
    name = next(_first(v, 1) for n, _, v in fields if n == _OUTPUT)
    constants: list[Bytes] = []
    for kind in (b"Softmax", b"Add", b"MatMul"):
        node = makers[name]
        while _first(node, _NODE_TYPE) == b"Identity":
            node = makers[_first(node, _NODE_INPUT)]
        if _first(node, _NODE_TYPE) != kind:
            raise ValueError(f"the network does not end in {kind.decode()}")
        name, *others = (v for n, _, v in _fields(node) if n == _NODE_INPUT)
        constants += others
    bias, weights = constants
    # Copies: a view of a name would keep the whole file in memory.
    names = (bytes(weights), bytes(bias))
    return Layer(bytes(name), names, _tensor(tensors[weights]), _tensor(tensors[bias]))


def pooled(data: bytes) -> bytes:
    """The name of what the last AveragePool of ``data`` gives. ``ValueError`` where there is none."""
    nodes = [v for n, _, v in _fields(_first(data, _GRAPH)) if n == _NODE]
    names = [_first(v, _NODE_OUTPUT) for v in nodes if _first(v, _NODE_TYPE) == b"AveragePool"]
    if not names:
        raise ValueError("the network pools nothing")
    return bytes(names[-1])


def narrowed(
    data: bytes, layer: Layer, classes: NDArray[np.int64], also: Sequence[bytes] = ()
) -> bytes:
    """``data`` with the last layer over ``classes`` alone: its first output are posteriors
    (N, T, len(classes)), a second one the features (N, T, F), then the tensors named ``also``."""
    fields = [*_fields(data)]
    at = next(i for i, (n, _, _) in enumerate(fields) if n == _GRAPH)
    weights, bias = layer.names
    kept: list[Bytes] = []
    for number, whole, value in _fields(fields[at][2]):
        if number == _OUTPUT:  # by name alone: the shape noted with it is no longer true
            names = (_first(value, 1), layer.features, *also)
            kept += [_field(_OUTPUT, _field(1, n)) for n in names]
        elif number == _INITIALIZER and _first(value, _NAME) == weights:
            kept.append(_field(_INITIALIZER, _float_tensor(weights, layer.weights[:, classes])))
        elif number == _INITIALIZER and _first(value, _NAME) == bias:
            kept.append(_field(_INITIALIZER, _float_tensor(bias, layer.bias[classes])))
        else:
            kept.append(whole)
    before, after = (b"".join(f[1] for f in part) for part in (fields[:at], fields[at + 1 :]))
    size = sum(map(len, kept))
    return b"".join((before, _groups(_GRAPH << 3 | _BYTES), _groups(size), *kept, after))


def _float_tensor(name: Bytes, values: NDArray[np.float32]) -> bytes:
    shape = b"".join(_number(_DIMS, side) for side in values.shape)
    raw = np.ascontiguousarray(values, "<f4").tobytes()
    return shape + _number(_TYPE, _FLOAT) + _field(_NAME, name) + _field(_RAW, raw)


def _tensor(data: Bytes) -> NDArray[np.float32]:
    shape = [int.from_bytes(v, "little") for n, _, v in _fields(data) if n == _DIMS]
    return np.frombuffer(_first(data, _RAW), "<f4").reshape(shape).copy()


def _first(data: Bytes, number: int) -> Bytes:
    return next(v for n, _, v in _fields(data) if n == number)


def _fields(data: Bytes) -> Iterator[tuple[int, Bytes, Bytes]]:
    """The fields of a message: number, the whole field, and its value (a number in 8 bytes,
    little-endian)."""
    data, at = memoryview(data), 0
    while at < len(data):
        start = at
        key, at = _varint(data, at)
        wire = key & 7
        if wire == _BYTES:
            size, at = _varint(data, at)
            value: Bytes = data[at : at + size]
            at += size
        elif wire == _VARINT:
            number, at = _varint(data, at)
            value = number.to_bytes(8, "little")
        else:
            size = _FIXED[wire]
            value, at = data[at : at + size], at + size
        yield key >> 3, data[start:at], value


def _varint(data: Bytes, at: int) -> tuple[int, int]:
    """The number at ``at`` in groups of 7 bits, and where it ends."""
    number = shift = 0
    while True:
        byte = data[at]
        at += 1
        number |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            return number, at


def _field(number: int, value: Bytes) -> bytes:
    """A field of bytes."""
    return b"".join((_groups(number << 3 | _BYTES), _groups(len(value)), value))


def _number(number: int, value: int) -> bytes:
    """A field of one number."""
    return _groups(number << 3 | _VARINT) + _groups(value)


def _groups(value: int) -> bytes:
    """``value`` in groups of 7 bits, the lowest first."""
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    out.append(value)
    return bytes(out)
