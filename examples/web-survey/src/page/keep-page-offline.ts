import { byId } from "./element.ts";

/** Lets the service worker keep the page on the device, and says when it does. A browser that cannot just needs a network. */
export function keepPageOffline(): void {
  if (!("serviceWorker" in navigator)) return;
  const ready = navigator.serviceWorker
    .register(new URL("service-worker.js", document.baseURI))
    .then(() => navigator.serviceWorker.ready);
  ready.then(
    () => {
      byId("offline-ready", HTMLElement).hidden = false;
    },
    (error: unknown) => console.warn("The page will need a network to open:", error),
  );
}
