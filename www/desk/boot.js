// Starts the desk; in a file of its own, because the page allows no inline scripts.
import init from '/app/desk.js';

init({ module_or_path: '/app/desk_bg.wasm' });
