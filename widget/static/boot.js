// Starts the frame's program; a file of its own, because the policy of the frame allows no scripts in the page.
// What goes wrong here is told by /guard.js.
import init from '/app/widget.js';
init({ module_or_path: '/app/widget_bg.wasm' }).then(() => { document.body.dataset.runs = ''; });
