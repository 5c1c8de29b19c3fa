"""Every error the service raises on purpose, with the face it shows outside.

BacknoteError (500)
├── BadUpload (422)
│   ├── EmptyUpload (422)
│   ├── TooLarge (413)
│   ├── UnsupportedMedia (415)
│   └── UnreadableImage (422)
├── BadRequest (400)
│   ├── InvalidParameter (422)
│   └── UnsupportedBody (415)
├── Unauthorized (401)
├── Forbidden (403)
├── NotFound (404)
├── Conflict (409)
│   ├── StillInFlight (409)
│   └── IdempotencyMismatch (422)
├── PreconditionFailed (412)
├── NotAcceptable (406)
├── TooManyRequests (429)
├── EngineError (500)
│   ├── EngineMissing (503)
│   ├── EngineTimeout (503)
│   └── EngineCrashed (503)
├── StoreUnavailable (503)
└── Misconfigured (500)
"""

from __future__ import annotations

from typing import ClassVar


class BacknoteError(Exception):
    """Root of the tree.

    ``slug`` ends the problem's stable ``type`` URI, ``detail`` says what happened
    this time (never a contact's data) and ``remedy`` what a person can do about it.
    """

    slug: ClassVar[str] = "internal"
    title: ClassVar[str] = "Internal error"
    status: ClassVar[int] = 500
    remedy: str | None = None

    def __init__(self, detail: str, *, remedy: str | None = None) -> None:
        super().__init__(detail)
        self.detail = detail
        if remedy is not None:
            self.remedy = remedy


class BadUpload(BacknoteError):
    slug, title, status = "bad-upload", "The upload cannot be used", 422
    remedy = "Send one photo or scan of the card as JPEG, PNG, WebP, AVIF, HEIC or TIFF."


class EmptyUpload(BadUpload):
    slug, title, status = "empty-upload", "The file is empty", 422
    remedy = "Check that the file was written completely, then send it again."


class TooLarge(BadUpload):
    slug, title, status = "too-large", "The upload is too large", 413
    remedy = "Send a smaller picture; 12 megapixels are plenty for a card."


class UnsupportedMedia(BadUpload):
    slug, title, status = "unsupported-media", "Not a supported picture type", 415


class UnreadableImage(BadUpload):
    slug, title, status = "unreadable-image", "The picture cannot be decoded", 422
    remedy = "The file is damaged or cut short; open it in a viewer, save it again and resend."


class BadRequest(BacknoteError):
    slug, title, status = "bad-request", "The request cannot be understood", 400


class InvalidParameter(BadRequest):
    slug, title, status = "invalid-parameter", "A parameter is not valid", 422


class UnsupportedBody(BadRequest):
    slug, title, status = "unsupported-body", "Not a type of body this route takes", 415


class Unauthorized(BacknoteError):
    slug, title, status = "unauthorized", "An API key is needed", 401
    remedy = "Send 'Authorization: Bearer <api key>'."


class Forbidden(BacknoteError):
    slug, title, status = "forbidden", "This client is not answered", 403


class NotFound(BacknoteError):
    slug, title, status = "not-found", "No such record", 404


class Conflict(BacknoteError):
    slug, title, status = "conflict", "The record is in another state", 409


class StillInFlight(Conflict):
    slug, title = "still-in-flight", "The first request with this key is still running"
    remedy = "Wait for the first answer, then repeat the request."


class IdempotencyMismatch(Conflict):
    slug, title, status = "idempotency-mismatch", "This key was used with another body", 422
    remedy = "Use a new Idempotency-Key for a new request."


class PreconditionFailed(BacknoteError):
    slug, title, status = "precondition-failed", "The record has changed", 412
    remedy = "Read the record again and repeat the change with its new ETag."


class NotAcceptable(BacknoteError):
    slug, title, status = "not-acceptable", "None of the accepted types can be made", 406


class TooManyRequests(BacknoteError):
    slug, title, status = "too-many-requests", "Too many requests", 429


class EngineError(BacknoteError):
    slug, title, status = "engine", "A reader failed", 500


class EngineMissing(EngineError):
    slug, title, status = "engine-missing", "A reader is not installed", 503
    remedy = "Run 'make setup', which installs Tesseract and the ONNX reader."


class EngineTimeout(EngineError):
    slug, title, status = "engine-timeout", "A reader did not answer in time", 503


class EngineCrashed(EngineError):
    slug, title, status = "engine-crashed", "A reader stopped unexpectedly", 503


class StoreUnavailable(BacknoteError):
    slug, title, status = "store-unavailable", "The store cannot be reached", 503
    remedy = "Check the disk and the database, then try again."


class Misconfigured(BacknoteError):
    slug, title, status = "misconfigured", "A setting is not valid", 500
