// Runs in a page: the spectrum of what `<audio id="remote">` plays right now, or a sentence why there is none.
const audio = document.getElementById('remote');
if (!audio) return 'no <audio id="remote"> in ' + location.href;
const stream = audio.srcObject;
if (!stream) return 'nothing is connected to the audio element';
if (stream.getAudioTracks().length === 0) return 'the stream has no audio track';
if (audio.paused) return 'the audio element is paused';
if (audio.muted || audio.volume === 0) return 'the audio element is muted';
const tracks = stream.getAudioTracks().map((track) => track.id).join();
let ear = window.bellpullEar;
if (!ear || ear.stream !== stream || ear.tracks !== tracks) {
  if (ear) ear.context.close();
  const context = new AudioContext({ sampleRate: 48000 });
  const analyser = context.createAnalyser();
  analyser.fftSize = 8192;
  analyser.smoothingTimeConstant = 0;
  context.createMediaStreamSource(stream).connect(analyser);
  ear = window.bellpullEar = { stream, tracks, context, analyser };
}
if (ear.context.state !== 'running') {
  ear.context.resume();
  return 'the page may not make sound yet: ' + ear.context.state;
}
const bins = new Float32Array(ear.analyser.frequencyBinCount);
ear.analyser.getFloatFrequencyData(bins);
// Up to 3 kHz is enough for our tones. JSON has no infinity, which is what digital silence is in decibels.
const upTo = Math.ceil(3000 / (ear.context.sampleRate / ear.analyser.fftSize));
return {
  bin_hz: ear.context.sampleRate / ear.analyser.fftSize,
  decibels: Array.from(bins.subarray(0, upTo), (db) => Math.max(-200, Math.round(db))),
};
