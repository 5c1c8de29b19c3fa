"""Uploaded bytes into upright RGB pixels of bounded size, and pixels back into JPEG."""

from service.intake.limits import Limits
from service.intake.photo import Photo
from service.intake.pictures import checked, decoded, jpeg

__all__ = ["Limits", "Photo", "checked", "decoded", "jpeg"]
