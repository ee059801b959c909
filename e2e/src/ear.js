// Runs in a page: for each audio element that plays somebody else, the spectrum of what it plays right now, or a
// sentence why there is none. The first is `<audio id="remote">`; a third party in the call has `third` beside it.
const listen = (id) => {
  const audio = document.getElementById(id);
  if (!audio) return `no <audio id="${id}"> in ` + location.href;
  const stream = audio.srcObject;
  if (!stream) return 'nothing is connected to the audio element';
  if (stream.getAudioTracks().length === 0) return 'the stream has no audio track';
  if (audio.paused) return 'the audio element is paused';
  if (audio.muted || audio.volume === 0) return 'the audio element is muted';
  const tracks = stream.getAudioTracks().map((track) => track.id).join();
  const ears = (window.bellpullEars ??= {});
  let ear = ears[id];
  if (!ear || ear.stream !== stream || ear.tracks !== tracks) {
    if (ear) ear.context.close();
    const context = new AudioContext({ sampleRate: 48000 });
    const analyser = context.createAnalyser();
    analyser.fftSize = 8192;
    analyser.smoothingTimeConstant = 0;
    context.createMediaStreamSource(stream).connect(analyser);
    ear = ears[id] = { stream, tracks, context, analyser };
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
};
return ELEMENTS.filter((id, at) => at === 0 || document.getElementById(id)).map(listen);
