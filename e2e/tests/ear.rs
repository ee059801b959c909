//! The tests' own ear: it must know a tone from silence before anything it says about calls counts.

use anyhow::Result;
use bellpull_e2e::browser::{Browser, Options};
use bellpull_e2e::patience::{A_WHILE, SOON};
use bellpull_e2e::site::Site;
use bellpull_e2e::tone::{COLLEAGUE_HZ, OPERATOR_HZ, VISITOR_HZ};

/// A page that calls itself through two peer connections and plays what arrives.
const LOOPBACK: &str = r#"<!doctype html><audio id="remote" autoplay></audio><script>
window.start = async () => {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  const near = new RTCPeerConnection(), far = new RTCPeerConnection();
  near.onicecandidate = (e) => e.candidate && far.addIceCandidate(e.candidate);
  far.onicecandidate = (e) => e.candidate && near.addIceCandidate(e.candidate);
  far.ontrack = (e) => { document.getElementById('remote').srcObject = e.streams[0]; };
  stream.getTracks().forEach((track) => near.addTrack(track, stream));
  await near.setLocalDescription();
  await far.setRemoteDescription(near.localDescription);
  await far.setLocalDescription();
  await near.setRemoteDescription(far.localDescription);
  window.hush = () => stream.getTracks().forEach((track) => { track.enabled = false; });
};
// Instead of the microphone two tones: in `remote`, and in the element for a third party beside it.
window.startThree = async (first, second) => {
  await navigator.mediaDevices.getUserMedia({ audio: true });
  const context = new AudioContext();
  await context.resume();
  const near = new RTCPeerConnection(), far = new RTCPeerConnection();
  near.onicecandidate = (e) => e.candidate && far.addIceCandidate(e.candidate);
  far.onicecandidate = (e) => e.candidate && near.addIceCandidate(e.candidate);
  const elements = [document.getElementById('remote'), document.createElement('audio')];
  elements[1].id = 'third';
  elements[0].after(elements[1]);
  far.ontrack = (e) => {
    const element = elements[e.transceiver.mid];
    element.srcObject = new MediaStream([e.track]);
    element.play();
  };
  const tones = [first, second].map((hz) => {
    const tone = new OscillatorNode(context, { frequency: hz });
    const quieter = new GainNode(context, { gain: 0.25 });
    const out = new MediaStreamAudioDestinationNode(context);
    tone.connect(quieter).connect(out);
    tone.start();
    near.addTrack(out.stream.getAudioTracks()[0]);
    return quieter;
  });
  await near.setLocalDescription();
  await far.setRemoteDescription(near.localDescription);
  await far.setLocalDescription();
  await near.setRemoteDescription(far.localDescription);
  window.hushParty = (at) => { tones[at].gain.value = 0; };
};
</script>"#;

async fn loopback(options: &Options) -> Result<(Site, Browser)> {
    let site = Site::serve(LOOPBACK.to_owned(), &[]).await?;
    let browser = Browser::start(options).await?;
    browser.open(&site.url("ear.localhost")).await?;
    browser.run("window.start()").await?;
    Ok((site, browser))
}

#[tokio::test]
async fn hears_the_tone_that_a_microphone_sings_and_then_its_silence() {
    let (_site, browser) = loopback(&Options::visitor()).await.unwrap();

    browser.hear(VISITOR_HZ, A_WHILE).await.unwrap();
    browser.run("window.hush()").await.unwrap();
    browser.hear_silence(SOON).await.unwrap();

    browser.quit().await;
}

#[tokio::test]
async fn takes_the_operator_for_nobody_else() {
    let (_site, browser) = loopback(&Options::operator()).await.unwrap();

    browser.hear(OPERATOR_HZ, A_WHILE).await.unwrap();
    assert!(!browser.listen().await.unwrap().is_tone(VISITOR_HZ));

    browser.quit().await;
}

#[tokio::test]
async fn hears_two_parties_from_two_elements_and_knows_who_is_missing() {
    let (_site, browser) = loopback(&Options::visitor()).await.unwrap();
    let start = format!("window.startThree({OPERATOR_HZ}, {COLLEAGUE_HZ})");
    browser.run(&start).await.unwrap();

    let both = [COLLEAGUE_HZ, OPERATOR_HZ];
    browser.hear_just(&both, A_WHILE).await.unwrap();
    browser.hear_among_others(COLLEAGUE_HZ, SOON).await.unwrap();
    browser.hear(OPERATOR_HZ, SOON).await.unwrap();

    browser.run("window.hushParty(0)").await.unwrap();
    browser.hear_just(&[COLLEAGUE_HZ], SOON).await.unwrap();
    browser.hear_silence(SOON).await.unwrap();

    browser.run("window.hushParty(1)").await.unwrap();
    browser.hear_just(&[], SOON).await.unwrap();

    browser.quit().await;
}
