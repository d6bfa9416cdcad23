// The whole script of the sandbox's frame; the page's policy allows it by its hash (plugin.ts). The page posts the kernel's text
// and one end of a channel; the kernel runs in a worker of this frame's opaque origin and gets that end. Nothing else is heard.
addEventListener('message', ({ source, data, ports }) => {
  if (source !== parent || typeof data !== 'string') return;
  const url = URL.createObjectURL(new Blob([data], { type: 'text/javascript' }));
  new Worker(url).postMessage(null, ports);
});
