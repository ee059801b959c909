// Bellpull's loader: draws the bell, opens the panel. Nothing is requested, stored or moved before the first click.
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
    ? ['Anrufen', 'Ihr Anruf läuft – öffnen', 'Schließen', 'Anruf', 'Das Anruffenster ist gerade nicht erreichbar.', 'Erneut versuchen']
    : ['Call us', 'Your call goes on – open', 'Close', 'Call', 'The call window cannot be reached right now.', 'Try again'];
  const bus = new EventTarget();
  let panel, frame, patience, ready, live, opener;

  const style = new CSSStyleSheet();
  style.replaceSync(`
:host{all:initial!important;position:fixed!important;z-index:2147483000!important;inset-block-end:max(20px,env(safe-area-inset-bottom))!important;inset-inline-${set.position === 'start' ? 'start' : 'end'}:20px!important;color-scheme:light dark;font:15px/1.5 system-ui,sans-serif}
@media print{:host{display:none!important}}
button{all:unset;box-sizing:border-box;cursor:pointer;-webkit-tap-highlight-color:transparent}
button:focus-visible{outline:3px solid #1f5fbf;outline-offset:3px;box-shadow:0 0 0 3px #fff}
svg{display:block;width:28px;height:28px;fill:none;stroke:currentColor;stroke-width:1.8;stroke-linecap:round;stroke-linejoin:round}
.bell{display:grid;place-items:center;position:relative;width:60px;height:60px;border-radius:50%;background:#f0b429;color:#2a1b00;box-shadow:0 2px 6px #0003,0 10px 28px -6px #0006;transition:transform .16s,background .2s}
.bell:hover{transform:translateY(-2px)}
.bell.live{background:#1a6a50;color:#fff}
.live:after{content:"";position:absolute;inset:0;border-radius:50%;border:2px solid #1a6a50;animation:p 2s infinite}
.panel{position:fixed;inset-block-end:max(96px,calc(76px + env(safe-area-inset-bottom)));inset-inline:inherit;width:384px;height:min(640px,calc(100dvh - 120px));border-radius:16px;overflow:hidden;background:#fff;color:#4f534c;box-shadow:0 0 0 1px #0001,0 4px 12px #0002,0 24px 64px -12px #0006;animation:o .2s cubic-bezier(.2,0,0,1)}
.panel[hidden],p[hidden]{display:none}
iframe{border:0;width:100%;height:100%;display:block}
.x{position:absolute;inset-block-start:12px;inset-inline-end:12px;display:grid;place-items:center;width:44px;height:44px;border-radius:50%;color:#666a61}
.x:hover{background:#8882}.x svg{width:20px;height:20px}
p{position:absolute;inset:0;margin:0;padding:32px;display:flex;flex-direction:column;gap:20px;align-items:center;justify-content:center;text-align:center;background:inherit}
p button{padding:10px 24px;border:1px solid #868072;border-radius:99px}
@media(prefers-color-scheme:dark){.panel{background:#191d1a;color:#b9bfb6}.x{color:#979e95}}
@media(max-width:480px){.panel{inset:0;width:auto;height:auto;border-radius:0}}
@keyframes p{to{transform:scale(1.5);opacity:0}}
@keyframes o{from{opacity:0;transform:translateY(8px)}}
@media(prefers-reduced-motion:reduce){*,:after{animation:none!important;transition:none!important}}`);

  const make = (name, into, properties) => into.appendChild(Object.assign(doc.createElement(name), properties));
  const draw = (path, into) => {
    const at = 'http://www.w3.org/2000/svg';
    const svg = into.appendChild(doc.createElementNS(at, 'svg'));
    svg.setAttribute('viewBox', '0 0 24 24');
    svg.setAttribute('aria-hidden', 'true');
    svg.appendChild(doc.createElementNS(at, 'path')).setAttribute('d', path);
  };
  const root = doc.createElement('bell-pull');
  const shadow = root.attachShadow({ mode: 'open' });
  shadow.adoptedStyleSheets = [style];
  const bell = make('button', shadow, { className: 'bell', type: 'button', ariaLabel: say[0], ariaExpanded: 'false' });
  bell.dataset.test = 'bell';
  draw('M6 10.2a6 6 0 0 1 12 0c0 4.6 2 6.3 2 6.300H4s2-1.7 2-6.300M12 4.200V2.700M9.9 19.700a2.2 2.2 0 0 0 4.2 0', bell);

  const emit = (name, detail) => {
    for (const target of [bus, win]) {
      target.dispatchEvent(new CustomEvent(target === win ? 'bellpull:' + name : name, { detail: { v: 1, ...detail } }));
    }
  };
  const opened = () => { if (ready) frame.contentWindow.postMessage({ bellpull: 1, kind: 'opened' }, host); };

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
    panel = make('div', shadow, { className: 'panel', role: 'dialog', ariaLabel: say[3] });
    frame = make('iframe', panel, { title: say[3], allow: 'microphone; autoplay' });
    const trouble = make('p', panel, { hidden: true, textContent: say[4], role: 'alert' });
    make('button', trouble, { type: 'button', textContent: say[5], onclick: load });
    const x = make('button', panel, { className: 'x', type: 'button', ariaLabel: say[2], onclick: close });
    x.dataset.test = 'close-panel';
    draw('M6 6l12 12M18 6L6 18', x);
    win.addEventListener('message', hear);
    load();
  };
  const open = () => {
    if (panel && !panel.hidden) return;
    opener = doc.activeElement;
    if (panel) panel.hidden = false;
    else build();
    bell.ariaExpanded = 'true';
    frame.focus();
    opened();
    emit('opened');
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
      bell.ariaLabel = say[live ? 1 : 0];
      emit('call:state', { state: String(said.state), live });
    }
  };

  const api = (command, name, listener) => {
    if (command === 'open') open();
    else if (command === 'close') close();
    else if (command === 'toggle') toggle();
    else if (command === 'on') bus.addEventListener(name, event => listener(event.detail));
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
  };
  if (doc.body) start();
  else doc.addEventListener('DOMContentLoaded', start);
})();
