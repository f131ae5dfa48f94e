"""Pictures, written anew from their points: what was not a point is gone."""

import io

from PIL import Image, ImageCms, ImageOps

from upstander.kernel.vault.files.kinds import NotStored

FORMATS = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP"}
MOST_POINTS = 50_000_000
FINE = 95


def clean_picture(content: bytes, kind: str) -> bytes:
    """Give the picture as it was to be seen, upright, in plain colours, and nothing beside."""
    name = FORMATS[kind]
    Image.MAX_IMAGE_PIXELS = None  # we say ourselves how large one may be
    with Image.open(io.BytesIO(content), formats=[name]) as image:
        if image.width * image.height > MOST_POINTS:
            raise NotStored("The picture has more than 50 million points. Send a smaller one.")
        image.load()
        upright = image.getexif().get(0x0112, 1) == 1
        profile = image.info.get("icc_profile")
        if upright and not profile and image.format == "JPEG":
            # its own tables are kept, so that no detail is lost by writing it anew
            return _written(image, name, quality="keep", subsampling="keep")
        shown = ImageOps.exif_transpose(image)
        plain = _in_plain_colours(shown, profile) if profile else shown
    return _written(plain, name, **({} if kind == "png" else {"quality": FINE}))


def _written(image: Image.Image, name: str, **options: object) -> bytes:
    see_through = image.info.get("transparency")
    image.info = {} if see_through is None else {"transparency": see_through}
    out = io.BytesIO()
    image.save(out, name, exif=b"", **options)
    return out.getvalue()


def _in_plain_colours(image: Image.Image, profile: bytes) -> Image.Image:
    """Turn colours of a camera's own space into common ones: bruises keep their colour."""
    mode = "RGBA" if image.mode in ("RGBA", "LA", "P", "PA") else "RGB"
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        target = ImageCms.createProfile("sRGB")
        turned = ImageCms.profileToProfile(image, source, target, outputMode=mode)
    except (ImageCms.PyCMSError, OSError):
        return image
    return turned or image
