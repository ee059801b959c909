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
(() => {
  'use strict';
  const win = window, doc = document, early = win.Bellpull;
  if (early && early.v) return;
  const tag = doc.currentScript || doc.querySelector('script[data-hotline]');
  const set = Object.assign({}, tag && tag.dataset, win.BellpullSettings);
  const host = new URL(set.host || (tag && tag.src) || '/', doc.baseURI).origin;
  const locale = set.locale || doc.documentElement.lang || navigator.language || '';
  const say = /^de/i.test(locale)
    ? ['Kontakt', 'Weiter', 'Schließen', 'Gerade nicht erreichbar', 'Erneut versuchen']
    : ['Contact us', 'Go on', 'Close', 'Not reachable right now', 'Try again'];
  let panel, frame, patience, ready, live, opener;

  const style = new CSSStyleSheet();
  style.replaceSync(`
:host{all:initial!important;position:fixed!important;z-index:2147483000!important;inset-block-end:20px!important;inset-inline-${set.position === 'start' ? 'start' : 'end'}:20px!important;color-scheme:light dark!important;font:15px/1.5 system-ui,sans-serif!important}
@media print{:host{display:none!important}}
button{all:unset;display:grid;place-items:center;border-radius:99px;cursor:pointer}
button:focus-visible{outline:3px solid light-dark(#1f5fbf,#8bb8ff);outline-offset:2px}
svg{width:28px;fill:none;stroke:currentColor;stroke-width:1.8;stroke-linecap:round;stroke-linejoin:round}
.bell{width:60px;height:60px;background:#f0b429;color:#2a1b00;box-shadow:0 10px 28px -6px #0006}
.bell:hover{translate:0 -2px}
.live{background:#1a6a50;color:#fff}
.live{outline:3px solid #1a6a5066}
.panel{position:fixed;inset-block-end:96px;inset-inline:inherit;width:384px;height:min(640px,100dvh - 116px);border-radius:16px;overflow:hidden;background:light-dark(#fff,#191d1a);color:light-dark(#4f534c,#b9bfb6);box-shadow:0 10px 28px -6px #0006;}
iframe{border:0;width:100%;height:100%;display:block}
.close{position:absolute;inset-block-start:12px;inset-inline-end:12px;width:44px;height:44px;font-size:28px;line-height:1}
.close:hover{background:#8882}
p{position:absolute;inset:0;margin:0;padding:32px;display:grid;gap:20px;place-content:center;text-align:center;text-wrap:balance;background:inherit}
p button{padding:10px 24px;border:1px solid}
[hidden]{display:none}
@media(max-width:480px){.panel{inset:0;width:auto;height:auto;border-radius:0}}`);

  const make = (name, into, properties) => into.appendChild(Object.assign(doc.createElement(name), properties));
  const root = doc.createElement('bell-pull');
  const shadow = root.attachShadow({ mode: 'open' });
  shadow.adoptedStyleSheets = [style];
  const bell = make('button', shadow, { className: 'bell', ariaLabel: say[0], ariaExpanded: 'false' });
  bell.dataset.test = 'bell';
  const drawing = 'http://www.w3.org/2000/svg';
  const svg = bell.appendChild(doc.createElementNS(drawing, 'svg'));
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.appendChild(doc.createElementNS(drawing, 'path'))
    .setAttribute('d', 'M6 10a6 6 0 0 1 12 0c0 5 2 6.5 2 6.5H4S6 15 6 10m6-6V2.5M9.9 19.7a2.2 2.2 0 0 0 4.2 0');

  const emit = (name, detail) => win.dispatchEvent(new CustomEvent('bellpull:' + name, { detail: { v: 1, ...detail } }));
  const opened = () => { if (ready) frame.contentWindow.postMessage({ bellpull: 1, kind: 'opened' }, host); };

  // What outlives the page in this tab. Browsers may forbid it; then each page begins with a click.
  let tab = {};
  try { tab = win.sessionStorage; } catch {}

  // A frame that is refused or unreachable says nothing: then the panel does.
  const load = () => {
    const trouble = panel.querySelector('p');
    trouble.hidden = true;
    ready = false;
    frame.src = host + '/frame/' + encodeURIComponent(set.hotline) + '?lang=' + encodeURIComponent(locale) +
      '&host=' + encodeURIComponent(location.origin);
    clearTimeout(patience);
    patience = setTimeout(() => { trouble.hidden = false; }, 8000);
  };
  const build = () => {
    panel = make('div', shadow, { className: 'panel', role: 'dialog', ariaLabel: say[0] });
    // The operator is shown the page's whole address, which browsers cut to its origin unless asked otherwise.
    frame = make('iframe', panel, { title: say[0], allow: 'microphone; autoplay', referrerPolicy: 'no-referrer-when-downgrade' });
    const trouble = make('p', panel, { hidden: true, textContent: say[3], role: 'alert' });
    make('button', trouble, { textContent: say[4], onclick: load });
    make('button', panel, { className: 'close', textContent: '×', ariaLabel: say[2], onclick: close }).dataset.test = 'close-panel';
    win.addEventListener('message', hear);
    load();
  };
  const show = () => {
    if (panel && !panel.hidden) return;
    opener = doc.activeElement;
    if (panel) panel.hidden = false;
    else build();
    bell.ariaExpanded = 'true';
    emit('opened');
    return true;
  };
  const open = () => {
    if (!show()) return;
    frame.focus();
    opened();
  };
  const close = () => {
    if (!panel || panel.hidden) return;
    panel.hidden = true;
    bell.ariaExpanded = 'false';
    (opener && opener !== doc.body && opener !== root ? opener : bell).focus();
    emit('closed');
  };
  const toggle = () => (panel && !panel.hidden ? close() : open());

  const hear = event => {
    const said = event.data;
    if (event.origin !== host || event.source !== frame.contentWindow || !said || said.bellpull !== 1) return;
    if (said.kind === 'ready') {
      clearTimeout(patience);
      panel.querySelector('p').hidden = true;
      ready = true;
      if (!panel.hidden) opened();
    } else if (said.kind === 'close') {
      close();
    } else if (said.kind === 'state') {
      live = said.live === true;
      bell.classList.toggle('live', live);
      bell.ariaLabel = say[+live];
      // A callback shows itself, and takes the focus from nobody.
      if (said.state === 'ring-back') show();
      // Until it knows, the frame is loading.
      if (said.state !== 'loading') tab.bellpull = /^(chatting|callback|ring-back)$/.test(said.state) ? 1 : '';
      emit('call:state', { state: String(said.state), live });
    }
  };

  const api = (command, name, listener) => {
    if (command === 'open') open();
    else if (command === 'close') close();
    else if (command === 'toggle') toggle();
    else if (command === 'on') win.addEventListener('bellpull:' + name, event => listener(event.detail));
  };
  api.v = 1;
  bell.onclick = toggle;
  shadow.addEventListener('keydown', event => { if (event.key === 'Escape') close(); });
  doc.addEventListener('click', event => {
    const link = event.target instanceof Element && event.target.closest('[data-bellpull="open"]');
    if (link) {
      event.preventDefault();
      open();
    }
  });
  const start = () => {
    doc.body.appendChild(root);
    win.Bellpull = api;
    for (const call of (early && early.q) || []) api(...call);
    emit('ready');
    if (tab.bellpull && !panel) {
      build();
      panel.hidden = true;
    }
  };
  if (doc.body) start();
  else doc.addEventListener('DOMContentLoaded', start);
})();
