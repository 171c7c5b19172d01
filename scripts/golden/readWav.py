"""WAV files of every encoding as base64, and what SciPy (for A-law and mu-law the formulas of G.711) reads
from them, scaled to [-1, 1], for test/unit/data/sound.test.ts."""

import base64
import io
import struct

import goldenFile
import numpy as np
import scipy
from scipy.io import wavfile

rng = np.random.default_rng(7)


def case(name, raw, rate, expected):
    channels = np.atleast_2d(np.asarray(expected, dtype=np.float64).T)
    cases.append(dict(name=name, file=base64.b64encode(raw).decode(), sampleRate=rate, channels=channels))


def container(tag, channels, rate, bits, data, extensible=False):
    block = channels * bits // 8
    number = 0xFFFE if extensible else tag
    head = struct.pack("<HHIIHH", number, channels, rate, rate * block, block, bits)
    if extensible:
        head += struct.pack("<HHI", 22, bits, 0) + struct.pack("<H", tag) + bytes.fromhex("000000001000800000aa00389b71")
    # A chunk of odd length that has nothing to say, and its one byte to the even.
    chunks = b"LIST" + struct.pack("<I", 3) + b"abc\0" + b"fmt " + struct.pack("<I", len(head)) + head
    chunks += b"data" + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)
    return b"RIFF" + struct.pack("<I", len(chunks) + 4) + b"WAVE" + chunks


cases = []
for dtype, scale, silence in ((np.uint8, 128, 128), (np.int16, 2**15, 0), (np.int32, 2**31, 0)):
    limits = np.iinfo(dtype)
    for channels in (1, 2):
        shape = (9, channels) if channels > 1 else 9
        samples = rng.integers(limits.min, limits.max, shape, dtype=dtype, endpoint=True)
        samples.flat[:2] = limits.min, limits.max
        out = io.BytesIO()
        wavfile.write(out, 8000, samples)
        rate, back = wavfile.read(io.BytesIO(out.getvalue()))
        case(f"{dtype.__name__}, {channels} channels", out.getvalue(), rate, (back.astype(np.float64) - silence) / scale)
for dtype in (np.float32, np.float64):
    samples = rng.normal(0, 0.3, (7, 2)).astype(dtype)
    out = io.BytesIO()
    wavfile.write(out, 22050, samples)
    rate, back = wavfile.read(io.BytesIO(out.getvalue()))
    case(f"{dtype.__name__}", out.getvalue(), rate, back)
data = rng.bytes(3 * 11)
raw = container(1, 1, 48000, 24, data)
# SciPy puts 24 bits into the upper ones of 32.
rate, back = wavfile.read(io.BytesIO(raw))
case("24 bits, odd length", raw, rate, back.astype(np.float64) / 2**31)
raw = container(1, 2, 44100, 16, rng.bytes(4 * 5), extensible=True)
rate, back = wavfile.read(io.BytesIO(raw))
case("16 bits, extensible", raw, rate, back.astype(np.float64) / 2**15)


def a_law(code):
    code ^= 0x55
    exponent, mantissa = (code >> 4) & 7, code & 15
    size = 16 * mantissa + 8 if exponent == 0 else (16 * mantissa + 264) << (exponent - 1)
    return size if code & 0x80 else -size


def mu_law(code):
    code ^= 0xFF
    exponent, mantissa = (code >> 4) & 7, code & 15
    size = ((8 * mantissa + 132) << exponent) - 132
    return -size if code & 0x80 else size


for name, tag, decode in (("A-law", 6, a_law), ("mu-law", 7, mu_law)):
    codes = range(256)
    linear = np.array([decode(code) for code in codes])
    case(name, container(tag, 1, 8000, 8, bytes(codes)), 8000, linear / 2**15)

goldenFile.write("readWav", f"SciPy {scipy.__version__}", cases)
