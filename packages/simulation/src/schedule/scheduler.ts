import { setImmediate } from "node:timers/promises";

/** Owns virtual time. Actions run in the order of their times, and time stands still while they run. */
export interface Scheduler {
  /** Milliseconds since 1970. */
  now(): number;
  /**
   * Runs an action after a delay in milliseconds. Actions that are due at the same time run in the order in
   * which they were scheduled.
   */
  after(delay: number, action: () => void): void;
  /**
   * Runs the next action, and the code that waited for it as far as that goes without time.
   *
   * @returns false when nothing is left to do.
   */
  step(): Promise<boolean>;
  /** Says that an action woke code that now runs in microtasks. The step has to wait for it. */
  resumed(): void;
}

interface Event {
  readonly time: number;
  readonly order: number;
  readonly action: () => void;
}

export function createScheduler(start: number): Scheduler {
  let now = start;
  let scheduled = 0;
  let codeRuns = false;
  const heap: Event[] = [];

  return {
    now: () => now,
    after(delay, action) {
      push(heap, { time: now + Math.max(0, delay), order: scheduled++, action });
    },
    resumed() {
      codeRuns = true;
    },
    async step() {
      const event = pop(heap);
      if (event === undefined) return false;
      now = event.time;
      event.action();
      if (codeRuns) {
        codeRuns = false;
        // Node runs every microtask there is, however long the chain, before it comes to an immediate.
        await setImmediate();
      }
      return true;
    },
  };
}

function isBefore(a: Event, b: Event): boolean {
  return a.time < b.time || (a.time === b.time && a.order < b.order);
}

function push(heap: Event[], event: Event): void {
  let index = heap.length;
  while (index > 0) {
    const parentIndex = (index - 1) >> 1;
    const parent = heap[parentIndex];
    if (parent === undefined || !isBefore(event, parent)) break;
    heap[index] = parent;
    index = parentIndex;
  }
  heap[index] = event;
}

function pop(heap: Event[]): Event | undefined {
  const first = heap[0];
  const last = heap.pop();
  if (last === undefined || heap.length === 0) return first;
  let index = 0;
  for (;;) {
    const leftIndex = 2 * index + 1;
    const left = heap[leftIndex];
    if (left === undefined) break;
    const right = heap[leftIndex + 1];
    const [childIndex, child] =
      right !== undefined && isBefore(right, left) ? [leftIndex + 1, right] : [leftIndex, left];
    if (!isBefore(child, last)) break;
    heap[index] = child;
    index = childIndex;
  }
  heap[index] = last;
  return first;
}
