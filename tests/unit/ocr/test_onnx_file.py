"""The recogniser's file cut down to some classes, against the file as it is."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from service.ocr.models import DETECTOR, RECOGNISER, model, weights
from service.ocr.onnx_file import Layer, last_layer, metadata, narrowed, pooled
from service.ocr.recognition import HEIGHT, Recogniser, Seen

CLASSES = np.array([0, 1, 5, 300, 18709], np.int64)
STRIP = np.random.default_rng(7).normal(size=(1, 3, HEIGHT, 160)).astype(np.float32)


def test_a_narrowed_network_says_the_same_of_the_classes_left() -> None:
    data = weights(RECOGNISER).read_bytes()
    layer = last_layer(data)
    whole = model(RECOGNISER, 1).run(STRIP)
    few, features = model(RECOGNISER, 1, narrowed(data, layer, CLASSES)).outputs(STRIP)
    left = whole[:, :, CLASSES]
    assert np.allclose(few, left / left.sum(2, keepdims=True), atol=1e-4)
    logits = features @ layer.weights + layer.bias
    again = np.exp(logits - logits.max(2, keepdims=True))
    assert np.allclose(again / again.sum(2, keepdims=True), whole, atol=1e-4)


def test_a_network_shows_what_it_pooled_if_asked() -> None:
    data = weights(RECOGNISER).read_bytes()
    body = narrowed(data, last_layer(data), CLASSES, also=(pooled(data),))
    posteriors, _, looks = model(RECOGNISER, 1, body).outputs(STRIP)
    assert looks.shape == (1, 384, 1, posteriors.shape[1])


def test_the_file_keeps_its_notes() -> None:
    data = weights(RECOGNISER).read_bytes()
    assert metadata(narrowed(data, last_layer(data), CLASSES)) == metadata(data)


def test_a_network_that_does_not_classify_is_refused() -> None:
    with pytest.raises((ValueError, LookupError)):
        last_layer(weights(DETECTOR).read_bytes())


def test_lines_in_doubt_are_read_among_ideographs_too() -> None:
    loaded = Recogniser.loaded(1)
    wanted = loaded.whole.characters.index("日")
    weight = np.zeros((1, len(loaded.whole.characters)), np.float32)
    weight[0, [0, wanted]] = (-50, 50)
    layer = Layer(b"", (b"", b""), weight, np.zeros(weight.shape[1], np.float32))
    recogniser = replace(loaded, layer=layer)
    signs = np.array([[1.0], [-1.0]] * 4, np.float32)
    unsure = np.full((8, len(loaded.near.characters)), 0.001, np.float32)
    assert "日" not in loaded.near.characters
    looks = np.zeros((8, 384), np.float32)
    assert recogniser.decoded(Seen(0, unsure, signs, looks, 8)).text == "日日日日"
    unsure[::2, loaded.near.characters.index("a")] = 0.99
    unsure[1::2, 0] = 0.99
    assert recogniser.decoded(Seen(0, unsure, signs, looks, 8)).text == "aaaa"
