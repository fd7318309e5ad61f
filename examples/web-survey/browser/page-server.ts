import { join } from "node:path";
import { preview } from "vite";
import { serveProtectedPage } from "../build/serve-protected-page.ts";
import { serveSurveyConfig } from "../build/serve-survey-config.ts";

/** The built page on a port of this machine. */
export interface PageServer extends AsyncDisposable {
  readonly url: string;
  /** Makes the page unreachable. */
  stop(): Promise<void>;
  /** Serves it again, at the same address. */
  start(): Promise<void>;
}

export interface PageServerOptions {
  /** Paths at which something else answers, and its address. */
  readonly proxied?: Readonly<Record<string, string>>;
  /** Where the built page is, if it is not the one that was built last. */
  readonly folder?: string;
  /** Further addresses that the page may send to. */
  readonly alsoConnectTo?: readonly string[];
}

/** Where the build puts the page. */
export const built: string = join(import.meta.dirname, "../dist");

/** @param envFile - The local cloud's variables. */
export async function startPageServer(
  envFile: string,
  { proxied = {}, folder = built, alsoConnectTo = [] }: PageServerOptions = {},
): Promise<PageServer> {
  const listen = async (port: number) =>
    await preview({
      configFile: false,
      root: join(import.meta.dirname, ".."),
      logLevel: "error",
      preview: { host: "127.0.0.1", port, strictPort: port !== 0, proxy: { ...proxied } },
      plugins: [serveSurveyConfig(envFile), serveProtectedPage(envFile, alsoConnectTo)],
      build: { outDir: folder },
    });

  let server: Awaited<ReturnType<typeof listen>> | undefined = await listen(0);
  const [url] = server.resolvedUrls?.local ?? [];
  if (url === undefined) throw new Error("the page's server has no address");
  const stop = async (): Promise<void> => {
    await server?.close();
    server = undefined;
  };
  return {
    url,
    stop,
    async start() {
      server ??= await listen(Number(new URL(url).port));
    },
    [Symbol.asyncDispose]: stop,
  };
}
