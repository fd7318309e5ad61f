import { byId } from "./element.ts";

/** Lets the service worker keep the page on the device, and says when it does. A browser that cannot just needs a network. */
export function keepPageOffline(): void {
  if (!("serviceWorker" in navigator)) return;
  const ready = navigator.serviceWorker
    .register(new URL("service-worker.js", document.baseURI))
    .then(() => navigator.serviceWorker.ready)
    .then(keepFiles);
  ready.then(
    () => {
      byId("offline-ready", HTMLElement).hidden = false;
    },
    (error: unknown) => console.warn("The page will need a network to open:", error),
  );
}

/**
 * Has the worker fetch the page's files if they are missing, and waits for its answer. Chromium takes up a worker again without
 * installing it, where a device has forgotten the page and a tab of it is still open.
 */
function keepFiles({ active }: ServiceWorkerRegistration): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => resolve();
    active?.postMessage("keep", [port2]);
  });
}
