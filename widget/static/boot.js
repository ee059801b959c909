// Starts the frame's program; a file of its own, because the policy of the frame allows no scripts in the page.
// What goes wrong here is told by /guard.js.
import init from '/app/widget.js';

// Who points needs no ring around the title, which has the focus for those who listen or type.
addEventListener('pointerdown', () => { document.body.dataset.points = ''; }, true);
addEventListener('keydown', () => { delete document.body.dataset.points; }, true);

// Only the visitor's language travels, beside the program, which waits for it.
const asked = new URLSearchParams(location.search).get('lang') || navigator.language;
const language = document.documentElement.lang = /^de/i.test(asked) ? 'de' : 'en';
window.texts = fetch(`/texts-${language}.json`).then(answer => answer.json());
Promise.all([window.texts, init({ module_or_path: '/app/widget_bg.wasm' })])
  .then(() => { document.body.dataset.runs = ''; });
