import { registerHooks } from "node:module";
import type { EraserCode } from "../erase/eraser-parts.ts";
import type { ProcessorCode } from "../function/processor-code.ts";
import { type SystemCode, systemCode } from "../function/system-code.ts";
import { allMutants } from "./catalogue.ts";
import { applyMutant, type Mutant, MutantError } from "./mutant.ts";

/** The sources that a mutant may be in; each mutant gets instances of its own of all these modules. */
const MUTATED = /\/packages\/(survey-processor\/src|survey-schema\/src|simulation\/src\/erase)\/.+$/;

const loaded = new Map<string, Promise<SystemCode>>();
const applied = new Set<string>();
let hooked = false;

/**
 * Loads the processor as it is, or with a mutant's defect put into its source on the way.
 *
 * Works in Node itself, which knows how to load TypeScript, and not under a test runner's own module loader.
 *
 * @throws MutantError when there is no such mutant or it does not fit the sources.
 */
export function loadProcessor(mutantName: string | undefined): Promise<SystemCode> {
  if (mutantName === undefined) return Promise.resolve(systemCode);
  const known = loaded.get(mutantName) ?? loadMutant(mutantNamed(mutantName));
  loaded.set(mutantName, known);
  return known;
}

async function loadMutant(mutant: Mutant): Promise<SystemCode> {
  hookModules();
  const processor: ProcessorCode = await import(entryOf("@lab/survey-processor", mutant));
  const eraser: EraserCode = await import(entryOf("../erase/erase-participant.ts", mutant));
  if (!applied.has(mutant.name)) {
    throw new MutantError(`mutant "${mutant.name}": nothing loads ${mutant.file}`);
  }
  return { ...processor, ...eraser };
}

function entryOf(specifier: string, { name }: Mutant): string {
  const entry = new URL(import.meta.resolve(specifier));
  entry.searchParams.set("mutant", name);
  return entry.href;
}

function hookModules(): void {
  if (hooked) return;
  hooked = true;
  registerHooks({
    resolve(specifier, context, nextResolve) {
      const resolved = nextResolve(specifier, context);
      const mutant = mutantOf(context.parentURL);
      if (mutant === undefined || !MUTATED.test(new URL(resolved.url).pathname)) return resolved;
      const url = new URL(resolved.url);
      url.searchParams.set("mutant", mutant);
      return { ...resolved, url: url.href };
    },
    load(url, context, nextLoad) {
      const result = nextLoad(url, context);
      const name = mutantOf(url);
      if (name === undefined) return result;
      const mutant = mutantNamed(name);
      if (!new URL(url).pathname.endsWith(`/packages/${mutant.file}`)) return result;
      applied.add(name);
      return { ...result, source: applyMutant(mutant, String(result.source)) };
    },
  });
}

function mutantOf(url: string | undefined): string | undefined {
  return url?.startsWith("file:") ? (new URL(url).searchParams.get("mutant") ?? undefined) : undefined;
}

function mutantNamed(name: string): Mutant {
  const mutant = allMutants.find((candidate) => candidate.name === name);
  if (mutant === undefined) throw new MutantError(`no mutant is called "${name}"`);
  return mutant;
}
