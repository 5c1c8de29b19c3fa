"""A photo into the straight card in it, with what a person should know of the photo's quality."""

from service.vision.find import card
from service.vision.found import Found, whole
from service.vision.ink import outline, told_apart
from service.vision.quality import quality
from service.vision.straight import Straight, cuts_text, straightened

__all__ = [
    "Found",
    "Straight",
    "card",
    "cuts_text",
    "outline",
    "quality",
    "straightened",
    "told_apart",
    "whole",
]
