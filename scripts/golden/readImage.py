"""Small PNG and JPEG files of many kinds as base64, and the pixels that Pillow reads from them, for
test/unit/data/image.test.ts."""

import base64
import io

import goldenFile
import numpy as np
import PIL
from PIL import Image

rng = np.random.default_rng(7)
cases = []


def case(name, picture, mode, tolerance=0, rotated=None, **options):
    out = io.BytesIO()
    picture.save(out, **options)
    out.seek(0)
    back = np.asarray(Image.open(out).convert(mode))
    if rotated is not None:
        back = np.rot90(back, rotated)
    height, width = back.shape[:2]
    channels = 1 if back.ndim == 2 else back.shape[2]
    cases.append(
        dict(name=name, file=base64.b64encode(out.getvalue()).decode(), height=height, width=width, channels=channels,
             tolerance=tolerance, data=back.ravel().tolist())
    )


noise = lambda *shape: rng.integers(0, 256, shape, dtype=np.uint8)
for mode, channels in (("L", 1), ("LA", 2), ("RGB", 3), ("RGBA", 4)):
    shape = (5, 7) if channels == 1 else (5, 7, channels)
    picture = Image.fromarray(noise(*shape), mode)
    case(f"PNG {mode}", picture, mode, format="PNG")
case("PNG with a palette", Image.fromarray(noise(6, 4, 3)).quantize(8), "RGB", format="PNG")
case("PNG of one bit", Image.fromarray(noise(5, 9) > 127), "L", format="PNG")

# Smooth, so that no decoder's way of doubling colours matters much.
y, x = np.mgrid[0:16, 0:24]
smooth = np.stack([x * 10, y * 15, 255 - x * 5], axis=2).astype(np.uint8)
case("JPEG of colours", Image.fromarray(smooth), "RGB", tolerance=3, format="JPEG", quality=95)
case("JPEG of greys", Image.fromarray(smooth[:, :, 0]), "L", tolerance=2, format="JPEG", quality=95)
exif = Image.Exif()
exif[0x0112] = 6  # The camera was turned: show it turned by 90 degrees, clockwise.
case("JPEG of a turned camera", Image.fromarray(smooth), "RGB", tolerance=3, rotated=-1, format="JPEG", quality=95, exif=exif)

goldenFile.write("readImage", f"Pillow {PIL.__version__}", cases)
