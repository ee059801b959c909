// Bellpull's loader: draws the bell, opens the panel. Nothing is requested, stored or moved before the first click.
// While a chat or callback goes on, this tab remembers it, so that the next page of the site goes on with it behind the
// bell.
//
//   <script async src="https://widget.example/bell.js" data-hotline="shop"></script>
//
// Attributes: data-hotline, data-host (where the frame is; default: where this script is), data-locale ("de"),
// data-position ("end" or "start"). Tag managers that hide the tag set window.BellpullSettings = {hotline, host,
// locale, position} instead. Elements with data-bellpull="open" open the panel. The page can open and close the
// panel with Bellpull('open' | 'close' | 'toggle') and listen with Bellpull('on', name, listener) or to the events
// `bellpull:ready`, `bellpull:opened`, `bellpull:closed`, `bellpull:call:state`. It can never start a call.
//
// Every page of every customer loads this: `cargo xtask bench bytes` says what a change costs.
(() => {
  const doc = document, early = window.Bellpull;
  if (early?.v) return;
  const tag = doc.currentScript || doc.querySelector('script[data-hotline]');
  const set = { ...tag?.dataset, ...window.BellpullSettings };
  const host = new URL(set.host || tag?.src || location).origin;
  const lang = set.locale || doc.documentElement.lang || navigator.language;
  const [contact, again, closeIt] = /^de/i.test(lang)
    ? ['Kontakt', 'Nicht erreichbar. Noch einmal', 'Schließen']
    : ['Contact us', 'Not reachable. Try again', 'Close'];

  const make = (name, into, properties) => into.appendChild(Object.assign(doc.createElement(name), properties));
  const root = make('bell-pull', doc.documentElement);
  const shadow = root.attachShadow({ mode: 'open' });
  // Constructed, because the page's policy may forbid inline styles. The page's own reach the host and nothing inside.
  const style = new CSSStyleSheet();
  style.replaceSync(`:host{all:initial!important;display:contents!important;color-scheme:light dark!important}
@media print{:host{display:none!important}}
:where(:host>*){position:fixed;z-index:999999999;bottom:20px;inset-inline-${set.position || 'end'}:20px;width:60px;height:60px;box-shadow:0 8px 28px #0004}
button{cursor:pointer;border:0;border-radius:50px;background:#f0b429;color:#2a1b00;font:15px system-ui;forced-color-adjust:none}
:host>button:before{content:"";display:block;margin:auto;background:currentColor;width:28px;height:28px;clip-path:path("M4 20q4-2 4-8a6 6 0 0 1 12 0q0 6 4 8zm6 2h8a4 4 0 0 1-8 0")}
button:hover{opacity:.9}
.live{background:#1a6a50;color:#fff;box-shadow:0 0 0 3px #1a6a5066}
div{bottom:96px;width:384px;height:min(640px,100dvh - 116px);border-radius:16px;overflow:hidden;background:Canvas}
iframe{border:0;width:100%;height:100%}
p button{display:block;margin:50% auto;padding:12px}
.close{position:absolute;top:10px;right:10px;width:44px;height:44px;background:none;color:inherit;font-size:28px}
@media(max-width:480px){div{inset:0;width:100%;height:100%;border-radius:0}}`);
  shadow.adoptedStyleSheets = [style];
  const bell = make('button', shadow, { ariaLabel: contact, ariaExpanded: false });
  bell.dataset.test = 'bell';
  const panel = make('div', shadow, { role: 'dialog', ariaLabel: contact, hidden: true });
  let frame, trouble, patience, opener;

  const emit = (name, detail) => dispatchEvent(new CustomEvent('bellpull:' + name, { detail: { v: 1, ...detail } }));
  const opened = () => patience || frame.contentWindow.postMessage('bellpull:opened', host);

  // What outlives the page in this tab. Browsers may forbid it; then each page begins with a click.
  let tab = {};
  try { tab = sessionStorage || tab; } catch {}

  // A frame that is refused or unreachable says nothing: then the panel does.
  const apologise = late => {
    frame.hidden = late;
    trouble.hidden = !late;
  };
  const load = () => {
    apologise();
    frame.src = host + '/frame/' + set.hotline + '?lang=' + lang + '&host=' + location.origin;
    patience = setTimeout(apologise, 8000, true);
  };
  const build = () => {
    // The operator is shown the page's whole address, which browsers cut to its origin unless asked otherwise.
    frame = make('iframe', panel, { title: contact, allow: 'microphone; autoplay', referrerPolicy: 'no-referrer-when-downgrade' });
    trouble = make('p', panel, { role: 'alert' });
    make('button', trouble, { textContent: again, onclick: load });
    make('button', panel, { className: 'close', textContent: '×', ariaLabel: closeIt, onclick: close }).dataset.test = 'close-panel';
    load();
  };
  const turn = (on, quietly) => {
    if (panel.hidden !== on) return;
    panel.hidden = !on;
    bell.ariaExpanded = on;
    if (on) {
      opener = doc.activeElement;
      frame || build();
      if (!quietly) {
        frame.focus();
        opened();
      }
    } else {
      // Where the reader came from, as far as it can be focused.
      bell.focus();
      opener?.focus();
    }
    emit(on ? 'opened' : 'closed');
  };
  const open = () => turn(true), close = () => turn(false), toggle = () => turn(panel.hidden);

  addEventListener('message', ({ origin, source, data }) => {
    if (origin !== host || source !== frame?.contentWindow) return;
    const { kind, state, live, label, keep } = data;
    if (kind === 'ready') {
      patience = clearTimeout(patience);
      apologise();
      panel.hidden || opened();
    }
    if (kind === 'close') close();
    if (state) {
      // What it is called and whether it stays in this tab is the frame's to say.
      bell.className = live ? 'live' : '';
      bell.ariaLabel = label || contact;
      // A callback shows itself, and takes the focus from nobody.
      if (state === 'ring-back') turn(true, true);
      tab.bellpull = keep;
      emit('call:state', { state, live });
    }
  });

  const api = window.Bellpull = (command, name, listener) => ({
    open, close, toggle, on: () => addEventListener('bellpull:' + name, event => listener(event.detail)),
  })[command]?.();
  api.v = 1;
  bell.onclick = toggle;
  // An answer of false would forbid the key everything else it does.
  root.onkeydown = event => { if (event.key === 'Escape') close(); };
  doc.addEventListener('click', event => {
    if (event.target.closest?.('[data-bellpull=open]')) {
      event.preventDefault();
      open();
    }
  });
  if (tab.bellpull) build();
  early?.q?.map(call => api(...call));
  emit('ready');
})();
