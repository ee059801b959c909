"""A visitor without a browser: calls by docs/PROTOCOL.md, with aiortc for the sound.

    visitor.py ws://widget.localhost:7300/ws/visitor/demo http://widget.localhost:7300 440 1000

Sings the first frequency and listens for the second one. Tells what happens as one JSON object a line: the states
of the contact, `{"heard_hz": 1000}` once that tone was clear for half a second, `{"ended": REASON}` at last.
"""

import array
import asyncio
import fractions
import json
import math
import sys
from urllib.parse import urlsplit

from aiortc import RTCConfiguration, RTCPeerConnection, RTCSessionDescription
from aiortc.mediastreams import AudioFrame, MediaStreamTrack
from websockets.asyncio.client import connect

SAMPLES_PER_SECOND = 48_000
FRAME = SAMPLES_PER_SECOND // 50
# A quarter of full scale, as the browsers of these tests sing.
AMPLITUDE = 8192
# A tenth of a second has whole periods of every tone in steps of 10 Hz.
WINDOW = SAMPLES_PER_SECOND // 10
# How much of the power of a window a clear tone has, after what a codec adds to it.
CLEAR = 0.8
WINDOWS_TO_BELIEVE = 5
# Nobody waits for us longer; the test has bounds of its own.
PATIENCE_S = 120


def tell(**what):
    print(json.dumps(what), flush=True)


class Tone(MediaStreamTrack):
    kind = "audio"

    def __init__(self, hz):
        super().__init__()
        self.hz = hz
        self.sample = 0
        self.since = None

    async def recv(self):
        now = asyncio.get_running_loop().time()
        self.since = self.since or now
        await asyncio.sleep(max(0, self.since + self.sample / SAMPLES_PER_SECOND - now))
        turns = (2 * math.pi * self.hz * (self.sample + n) / SAMPLES_PER_SECOND for n in range(FRAME))
        frame = AudioFrame(format="s16", layout="mono", samples=FRAME)
        frame.planes[0].update(array.array("h", (round(AMPLITUDE * math.sin(turn)) for turn in turns)).tobytes())
        frame.sample_rate = SAMPLES_PER_SECOND
        frame.pts = self.sample
        frame.time_base = fractions.Fraction(1, SAMPLES_PER_SECOND)
        self.sample += FRAME
        return frame


def share(samples, hz):
    """How much of the power is at this frequency, from 0 to 1 (Goertzel's algorithm)."""
    factor = 2 * math.cos(2 * math.pi * hz / SAMPLES_PER_SECOND)
    last, before = 0.0, 0.0
    for sample in samples:
        last, before = sample + factor * last - before, last
    power = last * last + before * before - factor * last * before
    total = sum(sample * sample for sample in samples) * len(samples) / 2
    return power / total if total else 0.0


async def listen(track, hz):
    samples, clear = [], 0
    while clear < WINDOWS_TO_BELIEVE:
        frame = await track.recv()
        channels = len(frame.layout.channels)
        samples += array.array("h", bytes(frame.planes[0]))[: frame.samples * channels : channels]
        if len(samples) >= WINDOW:
            clear = clear + 1 if share(samples[:WINDOW], hz) >= CLEAR else 0
            samples = []
    tell(heard_hz=hz)
    while True:
        await track.recv()


async def call(socket, sings, hears):
    connection = RTCPeerConnection(RTCConfiguration(iceServers=[]))
    connection.addTrack(Tone(sings))
    ears = []
    connection.on("track", lambda track: ears.append(asyncio.ensure_future(listen(track, hears))))
    await connection.setLocalDescription(await connection.createOffer())

    async def say(**message):
        await socket.send(json.dumps(message))

    await say(kind="hello", version=1, page_id="aiortc", language="en")
    offered, state = 0, None
    async for text in socket:
        message = json.loads(text)
        kind = message["kind"]
        if kind == "welcome":
            await say(kind="call", request="r1")
        elif kind == "contact":
            if message["state"] != state:
                state = message["state"]
                tell(state=state)
            if state == "ended":
                tell(ended=message["reason"])
                break
            if message["leg"] in ("none", "lost") and message["attempt"] >= offered:
                offered = message["attempt"] + 1
                sdp = connection.localDescription.sdp
                await say(kind="offer", contact=message["contact"], attempt=offered, sdp=sdp)
        elif kind == "answer":
            await connection.setRemoteDescription(RTCSessionDescription(message["sdp"], "answer"))
        elif kind == "refused":
            raise SystemExit(f"refused: {message['code']} {message['sentence']}")
    for ear in ears:
        ear.cancel()
    await connection.close()


async def main():
    url, origin, sings, hears = sys.argv[1:]
    # Not every system knows that *.localhost is itself.
    here = {"host": "127.0.0.1", "port": urlsplit(url).port, "proxy": None}
    async with asyncio.timeout(PATIENCE_S), connect(url, origin=origin, **here) as socket:
        await call(socket, int(sings), int(hears))


asyncio.run(main())
