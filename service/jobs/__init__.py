"""Cards taken in, read in the background and forgotten again, with nothing lost or left over;
contacts corrected."""

from service.jobs.contact_desk import ContactDesk
from service.jobs.desk import CardDesk, Upload, blob_key
from service.jobs.inline import InlineQueue
from service.jobs.reading import ReadingJob

__all__ = ["CardDesk", "ContactDesk", "InlineQueue", "ReadingJob", "Upload", "blob_key"]
