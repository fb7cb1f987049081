"""Words and QR codes in pictures, read on this machine. Nothing of a picture is kept or sent.

Pillow opens them, zxing-cpp finds the codes, Debian's tesseract reads the words. Each is loaded
when it is needed, and where one is missing the person is told what to install.
"""

from __future__ import annotations

import io
import warnings
from typing import TYPE_CHECKING

from bield.adapters.tesseract import NoTesseractError, Tesseract
from bield.ports import Raster, Seen
from bield.read import NotAMessageError, TooLargeToReadError, UnableToReadError

if TYPE_CHECKING:
    from PIL import Image

MAX_PIXELS = 60_000_000
"""The largest picture that is opened. A phone's camera makes 12 to 50 million pixels."""
WORK_PIXELS = 16_000_000
"""What is looked at: larger ones are made smaller first. Four screens of a phone, in one long
screenshot, fit without."""
SMALL_WIDTH = 1_400
"""Pictures narrower than this are enlarged: letters on a computer's screen are 10 pixels high, and
tesseract wants 20. Measured: 0.946 → 0.969 of the characters right at 11 pixel type."""
BLUR_PIXELS = 80
"""Wider than a line of text is high, so that what is left after it is taken away is the text.
Measured on fifteen drawn screenshots: 0.971 of the characters right, 0.949 without all this."""
FAINT = 20
"""Of 255: what differs less from its surroundings is no ink but the ground's own shading."""
MAX_CODES = 20
# No other: EPS, for one, is a program that Pillow would run.
FORMATS = ("PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF", "AVIF", "MPO", "JPEG2000", "ICO")

_INSTALL = (
    "What reads pictures is not installed. Install it with: pip install 'bield[pictures]'   Or "
    "type the words of the message into a text file."
)
_NO_PICTURE = (
    "This picture cannot be opened: it is broken, a video, or of a kind that is not read here. "
    "Take a screenshot of it, saved as PNG or JPEG, or type its words into a text file."
)
_TOO_LARGE = (
    f"This picture has more than {MAX_PIXELS // 1_000_000} million pixels. Cut out the part with "
    "the words, or make it smaller, and try again."
)


class NotInstalledError(UnableToReadError):
    """What reads pictures is not installed on this machine."""


class Pictures:
    """Eyes made of Pillow, zxing-cpp and tesseract; see `ports.Eyes`."""

    def __init__(self, tesseract: Tesseract | None = None) -> None:
        self._tesseract = tesseract or Tesseract()

    def look(self, picture: bytes | Raster, *, words: bool = True) -> Seen:
        """Give the words and QR codes in a picture.

        Args:
            picture: A file (of one that moves, the first frame), or a page laid out.
            words: Whether its words are asked for too.

        Returns:
            What was seen; a note where tesseract is missing, for codes are found without it.

        Raises:
            NotInstalledError: The extra `pictures` is not installed.
            NotAMessageError: It is no picture that can be opened.
            TooLargeToReadError: It has too many pixels.
            TooComplexToReadError: Reading its words took too long.
        """
        grey = _opened(picture)
        codes = _codes(grey)
        if not words:
            return Seen("", codes)
        is_page = isinstance(picture, Raster)
        try:
            said = self._tesseract.read(*_prepared(grey), one_column=not is_page)
            return Seen(said, codes, by=self._tesseract.version)
        except NoTesseractError as missing:
            return Seen("", codes, (str(missing),))


def _opened(picture: bytes | Raster) -> Image.Image:
    """The picture in grey, upright, and no larger than what is worked on."""
    try:
        from PIL import Image, ImageOps
    except ImportError:
        raise NotInstalledError(_INSTALL) from None
    if isinstance(picture, Raster):
        return Image.frombytes("L", (picture.width, picture.height), picture.grey)
    try:
        with warnings.catch_warnings():
            # Pillow warns of large pictures and of odd ones; both are told below, once.
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(picture), formats=FORMATS) as opened:
                _check_size(opened)
                opened.draft("L", _work_size(opened.width, opened.height))
                grey = ImageOps.exif_transpose(_on_white(opened))
    except UnableToReadError:
        raise
    except (Image.DecompressionBombError, MemoryError):
        raise TooLargeToReadError(_TOO_LARGE) from None
    except Exception:  # noqa: BLE001 -- Pillow's forty readers raise whatever they stumble over
        raise NotAMessageError(_NO_PICTURE) from None
    size = _work_size(grey.width, grey.height)
    return grey if size == grey.size else grey.resize(size)


def _check_size(opened: Image.Image) -> None:
    if opened.width * opened.height > MAX_PIXELS:
        raise TooLargeToReadError(_TOO_LARGE)


def _work_size(width: int, height: int) -> tuple[int, int]:
    scale = min(1.0, (WORK_PIXELS / max(1, width * height)) ** 0.5)
    return max(1, int(width * scale)), max(1, int(height * scale))


def _on_white(opened: Image.Image) -> Image.Image:
    """In grey; what is transparent shows white, as on a page."""
    from PIL import Image

    if "A" not in opened.getbands() and "transparency" not in opened.info:
        if opened.mode.startswith("I"):  # 16 bits: the upper eight
            return opened.point(lambda value: value / 256).convert("L")
        return _with_exif(opened.convert("L"), opened)
    colours = opened.convert("RGBA")
    white = Image.new("RGBA", colours.size, "white")
    return _with_exif(Image.alpha_composite(white, colours).convert("L"), opened)


def _with_exif(grey: Image.Image, opened: Image.Image) -> Image.Image:
    grey.info.update({k: v for k, v in opened.info.items() if k in {"exif", "xmp"}})
    return grey


def _codes(grey: Image.Image) -> tuple[str, ...]:
    try:
        import zxingcpp
    except ImportError:
        raise NotInstalledError(_INSTALL) from None
    # A plain view of the pixels: given Pillow's own object, zxing-cpp asks for NumPy.
    pixels = memoryview(grey.tobytes()).cast("B", (grey.height, grey.width))
    found = zxingcpp.read_barcodes(
        pixels,
        formats=zxingcpp.barcode_formats_from_str("QRCode"),
        text_mode=zxingcpp.TextMode.Plain,
    )
    return tuple(dict.fromkeys(code.text for code in found if code.valid))[:MAX_CODES]


def _prepared(grey: Image.Image) -> tuple[int, int, bytes]:
    """Dark letters on white, whatever they stood on: a dark screen, a coloured bubble.

    What differs from its surroundings is ink. So bright letters in a blue bubble and dark ones in
    a white bubble come out alike, which one threshold for the whole picture cannot do.
    """
    from PIL import Image, ImageChops, ImageFilter, ImageOps

    times = 1 if grey.width >= SMALL_WIDTH else 2 if grey.width > SMALL_WIDTH // 2 else 3
    if times > 1 and grey.width * grey.height * times**2 <= WORK_PIXELS:
        size = (grey.width * times, grey.height * times)
        grey = grey.resize(size, Image.Resampling.LANCZOS)
    ground = grey.filter(ImageFilter.BoxBlur(BLUR_PIXELS))
    ink = ImageChops.difference(grey, ground).point([max(0, v - FAINT) for v in range(256)])
    # No cut-off: ink can be less than a hundredth of a screen that is mostly empty.
    ink = ImageOps.autocontrast(ink)
    return grey.width, grey.height, ImageOps.invert(ink).tobytes()
