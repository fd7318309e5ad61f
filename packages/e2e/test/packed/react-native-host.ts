// Runs an app's bundle as React Native does: one classic script, with the globals of React Native and the polyfills that the
// AWS SDK needs there, and nothing of Node.
import { readFileSync } from "node:fs";
import { compileFunction } from "node:vm";

const [bundle = "", connection = ""] = process.argv.slice(2);
const script = readFileSync(bundle, "utf8");
const items = new Map<string, string>();

/** React Native's replies cannot be read as streams. */
async function fetchWithoutStreams(...request: Parameters<typeof fetch>): Promise<Response> {
  const response = await fetchOfNode(...request);
  return Object.defineProperty(response, "body", { value: undefined });
}
const fetchOfNode = fetch;

const reactNative = {
  fetch: fetchWithoutStreams,
  navigator: { product: "ReactNative" },
  host: {
    connection: JSON.parse(connection),
    asyncStorage: {
      getItem: async (key: string) => items.get(key) ?? null,
      setItem: async (key: string, value: string) => void items.set(key, value),
      removeItem: async (key: string) => void items.delete(key),
      getAllKeys: async () => [...items.keys()],
    },
    done: (result: unknown) => console.log(JSON.stringify(result)),
  },
  // react-native-get-random-values has this and no more of the Web Crypto API.
  crypto: { getRandomValues: crypto.getRandomValues.bind(crypto) },
};
for (const [name, value] of Object.entries(reactNative)) {
  Object.defineProperty(globalThis, name, { value, configurable: true });
}
for (const name of ["process", "global", "structuredClone"]) {
  Reflect.deleteProperty(globalThis, name);
}
// Node's own fetch needs the global Buffer: it is hidden from the bundle alone.
compileFunction(script, ["Buffer"], { filename: bundle })();
