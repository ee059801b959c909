// Says why a page's program does not run. Old browsers read this too, so it is written in what they know (ES5).
//
// The page brings the words: #trouble has a section for each language and trouble, which is `old` (the browser lacks
// something of `data-needs`), `load` (the program did not arrive, or may not run here) or `broke` (it stopped).
(function () {
  'use strict';
  var page = document.getElementById('trouble');

  function asked(name) {
    var found = new RegExp('[?&]' + name + '=([^&]*)').exec(location.search);
    return found && decodeURIComponent(found[1]);
  }

  function say(trouble, why) {
    if (!page.hidden) return;
    if (window.console) console.error('Bellpull does not run here (' + trouble + '):', why);
    // A program that has run has declared the language in which it spoke.
    var language = trouble === 'broke' ? document.documentElement.lang : asked('lang') || navigator.language || '';
    language = /^de/i.test(language) ? 'de' : 'en';
    var sections = page.querySelectorAll('section');
    for (var i = 0; i < sections.length; i++) {
      sections[i].hidden = sections[i].lang !== language || sections[i].getAttribute('data-trouble') !== trouble;
    }
    document.body.setAttribute('data-trouble', trouble);
    page.hidden = false;
    var button = page.querySelector('section:not([hidden]) button');
    if (button) {
      button.onclick = function () { location.reload(); };
      button.focus();
    }
    // The loader waits for a word, else it says that nobody can be reached.
    try {
      if (parent !== window) parent.postMessage({ bellpull: 1, kind: 'ready' }, asked('host'));
    } catch (nobody) {}
  }

  var missing = document.querySelector('script[data-needs]').getAttribute('data-needs').split(' ')
    .filter(function (name) { return !(name in window); });
  if (!('noModule' in document.createElement('script'))) missing.push('modules');
  if (missing.length) return say('old', missing.join(', '));

  function runs() { return document.body.hasAttribute('data-runs'); }

  // Extensions and the browser itself err in here, too; the program stops for good in one way only.
  function erred(why) {
    if (why instanceof WebAssembly.RuntimeError) say('broke', why);
    else if (!runs()) say(why instanceof SyntaxError ? 'old' : 'load', why);
  }
  window.addEventListener('error', function (event) {
    if (event.error) erred(event.error);
    else if (event.target.tagName === 'SCRIPT') erred(event.target.src);
  }, true);
  window.addEventListener('unhandledrejection', function (event) { erred(event.reason); });
})();
