// Starts the frame's program; a file of its own, because the policy of the frame allows no scripts in the page.
import init from '/app/widget.js';
init({ module_or_path: '/app/widget_bg.wasm' });
