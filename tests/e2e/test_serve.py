"""The real command, the real readers and a real socket: a picture in, a contact out."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from io import BytesIO
from pathlib import Path
from uuid import uuid4

import pytest
from PIL import Image, ImageDraw, ImageFont

from service.errors import EngineError
from service.ocr import engine

LINES = ("Jane Sample", "Head of Examples", "Tel +44 20 7946 0018", "jane@sample.example")


def printed() -> bytes:
    image = Image.new("RGB", (1000, 600), "white")
    draw = ImageDraw.Draw(image)
    for n, line in enumerate(LINES):
        draw.text((80, 90 + 110 * n), line, "black", ImageFont.load_default(52))
    out = BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def test_a_picture_becomes_a_contact_and_the_service_ends_well(tmp_path: Path) -> None:
    try:
        engine("both")
    except EngineError as e:
        pytest.fail(f"the readers are part of the set-up: {e.detail}")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    base = f"http://127.0.0.1:{port}"
    serving = subprocess.Popen(
        [sys.executable, "-m", "service", "serve", "--port", str(port)],
        env={**os.environ, "BACKNOTE_DATA_DIR": str(tmp_path)},
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        _wait(f"{base}/readyz")
        boundary = uuid4().hex
        head = f'--{boundary}\r\nContent-Disposition: form-data; name="front"; filename="f.png"\r\n\r\n'
        body = head.encode() + printed() + f"\r\n--{boundary}--\r\n".encode()
        kind = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
        made = urllib.request.Request(f"{base}/v1/cards", body, kind)
        with urllib.request.urlopen(made, timeout=60) as answer:
            assert answer.status == 201
            contact = json.load(answer)["contact"]
        assert contact["emails"][0]["address"] == "jane@sample.example"
        assert contact["phones"][0]["e164"] == "+442079460018"
        asked = urllib.request.Request(
            f"{base}/v1/contacts/{contact['id']}", headers={"Accept": "text/vcard"}
        )
        with urllib.request.urlopen(asked, timeout=10) as answer:
            assert "tel:+442079460018" in answer.read().decode()
    finally:
        serving.send_signal(signal.SIGTERM)
        _, log = serving.communicate(timeout=40)
    for line in log.splitlines():
        assert "sample" not in json.loads(line).get("message", "").lower()
    assert serving.returncode in (0, -signal.SIGTERM)


def _wait(url: str) -> None:
    for _ in range(300):
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the service never became ready")
