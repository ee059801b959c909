// Starts the desk; in a file of its own, because the page allows no inline scripts. What goes wrong here is told by
// /guard.js.
import init from '/app/desk.js';

init({ module_or_path: '/app/desk_bg.wasm' }).then(() => { document.body.dataset.runs = ''; });
