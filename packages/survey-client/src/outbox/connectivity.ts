/** What the device knows of its network. In React Native, make one from NetInfo. */
export interface Connectivity {
  /** `false` when the device is sure to be offline. */
  isOnline(): boolean;
  /** Calls the listener each time the device comes online, until the returned function is called. */
  onOnline(listener: () => void): () => void;
}

/** The browser's `online` event and `navigator.onLine`; where there are none, always online. */
export const globalConnectivity: Connectivity = {
  isOnline: () => typeof navigator === "undefined" || !("onLine" in navigator) || navigator.onLine !== false,
  onOnline(listener) {
    const target: unknown = globalThis;
    if (typeof EventTarget === "undefined" || !(target instanceof EventTarget)) return () => {};
    target.addEventListener("online", listener);
    return () => target.removeEventListener("online", listener);
  },
};
