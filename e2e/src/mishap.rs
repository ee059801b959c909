//! What can befall a browser, as scripts that a page runs: devices that go, programs that break, networks that are cut.

use crate::browser::Browser;
use anyhow::Result;
use serde_json::json;

/// Run before the microphone is asked for: lets [`UNPLUG`] and the others take it away.
pub const DEVICES: &str = "window.tracks = [];
    const devices = navigator.mediaDevices, open = devices.getUserMedia.bind(devices);
    devices.getUserMedia = async (wish) => {
        if (window.unplugged) throw new DOMException('none is left', 'NotFoundError');
        const stream = await open(wish);
        window.tracks.push(...stream.getAudioTracks());
        return stream;
    };";

/// The microphone is unplugged; there is another. Scripts that stop a track are told nothing, so it is said as the
/// browser says it of a device that goes.
pub const UNPLUG: &str = "const track = window.tracks.pop();
    track.stop();
    track.dispatchEvent(new Event('ended'));";

/// The last microphone is unplugged.
pub const UNPLUG_LAST: &str = "window.unplugged = true;
    const track = window.tracks.pop();
    track.stop();
    track.dispatchEvent(new Event('ended'));";

/// There is a microphone again, and the browser says so.
pub const PLUG_IN: &str = "window.unplugged = false;
    navigator.mediaDevices.dispatchEvent(new Event('devicechange'));";

/// The program runs into `unreachable`, as every panic of ours does.
pub const TRAP: &str = "const trap = new Uint8Array([0,97,115,109,1,0,0,0, 1,4,1,96,0,0, 3,2,1,0,
        7,5,1,1,102,0,0, 10,5,1,3,0,0,11]);
    setTimeout(() => new WebAssembly.Instance(new WebAssembly.Module(trap)).exports.f());";

/// Presses the button of the page of trouble. The screen before is not to be taken for the one after it.
pub const GO_ON: &str =
    "document.querySelector('[data-test=screen]')?.removeAttribute('data-screen');
    document.querySelector('#trouble section:not([hidden]) button').click();";

/// Whatever is said next breaks the socket, and no other one opens.
pub const CUT_OFF: &str = "window.socket = WebSocket;
    window.say = socket.prototype.send;
    socket.prototype.send = function () { this.close(); };
    window.WebSocket = function () { throw new Error('cut off'); };";

/// Undoes [`CUT_OFF`].
pub const BACK_ONLINE: &str = "window.WebSocket = socket;
    socket.prototype.send = say;
    dispatchEvent(new Event('online'));";

/// A browser that has no WebAssembly.
pub const WITHOUT_WASM: &str = "delete window.WebAssembly";

/// A browser that cannot make calls.
pub const WITHOUT_CALLS: &str = "delete window.RTCPeerConnection";

/// The program may not run, once.
pub const WASM_REFUSED: &str =
    "const refused = () => Promise.reject(new WebAssembly.CompileError('refused by a policy'));
    if (!sessionStorage.again) WebAssembly.instantiate = WebAssembly.instantiateStreaming = refused;
    sessionStorage.again = 1;";

/// Opens a page in a browser that differs from others by this script.
///
/// # Errors
/// When the page does not open.
pub async fn open_differently(browser: &Browser, difference: &str, url: &str) -> Result<()> {
    let script = json!({ "source": difference });
    browser
        .driver()
        .cdp()
        .send_raw("Page.addScriptToEvaluateOnNewDocument", script)
        .await?;
    browser.open(url).await
}
