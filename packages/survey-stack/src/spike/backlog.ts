import type { QueueDepth } from "../stack/stack-state.ts";

/** The state of a burst at one moment. */
export interface BacklogSample {
  /** Milliseconds since the burst began. */
  readonly time: number;
  /** Messages that the queue has confirmed so far. */
  readonly sent: number;
  /** How many of those have left the queue, because they are stored, rejected or were duplicates. */
  readonly through: number;
  readonly waiting: number;
  readonly inFlight: number;
  /**
   * How long the oldest message in the queue has been there at least, in milliseconds. It is computed as if
   * messages left the queue in the order of sending, because SQS does not tell it exactly. 0 when the queue
   * is empty.
   */
  readonly oldestAge: number;
}

/** Keeps the course of a burst. */
export class Backlog {
  readonly #samples: BacklogSample[] = [];
  readonly #sends: { readonly time: number; readonly sent: number }[] = [];
  #sent = 0;

  get samples(): readonly BacklogSample[] {
    return this.#samples;
  }

  /** Takes note of how many messages the queue has confirmed. */
  sent(count: number, time: number): void {
    if (count <= this.#sent) return;
    this.#sent = count;
    this.#sends.push({ time, sent: count });
  }

  /** Takes note of how deep the queue is. */
  measured({ waiting, inFlight }: QueueDepth, time: number): BacklogSample {
    const inQueue = waiting + inFlight;
    // A batch that SQS has taken and not confirmed yet is in the queue before it counts as sent.
    const through = Math.max(0, this.#sent - inQueue);
    const oldestAge = inQueue === 0 ? 0 : time - this.#sentAt(through, time);
    const sample = { time, sent: this.#sent, through, waiting, inFlight, oldestAge };
    this.#samples.push(sample);
    return sample;
  }

  /** When the message was confirmed that came after `index` others. */
  #sentAt(index: number, now: number): number {
    let low = 0;
    let high = this.#sends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#sends[middle]?.sent ?? 0) > index) high = middle;
      else low = middle + 1;
    }
    return this.#sends[low]?.time ?? now;
  }
}
