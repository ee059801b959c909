// Beats once a second. In a worker, because browsers slow the timers of hidden pages down to one a minute,
// and a desk that misses its keep-alives stops getting calls.
setInterval(() => postMessage(0), 1000);
