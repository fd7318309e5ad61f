import { readOutboxView } from "../sending/outbox-view.ts";
import type { Owner } from "../sending/participant-outboxes.ts";
import { mergedView, sendingState } from "../sending/sending-state.ts";
import type { Study } from "../study/study.ts";
import type { SurveyConfig } from "../study/survey-config.ts";
import { byId } from "./element.ts";
import { showOutbox } from "./outbox-section.ts";
import { bannerMessage, receiptMessage } from "./sending-messages.ts";
import { say } from "./speech.ts";

/** Shows what was submitted on this device, what became of it, and what keeps it from being sent. */
export interface DeviceStatus {
  /** Reads everything again and shows it. Never rejects. */
  refresh(): Promise<void>;
  /** Shows no more; resolves when nothing is read any more. */
  stop(): Promise<void>;
}

export interface Shown {
  /** Who answers. */
  readonly user_id: Owner;
  /** The id of the survey whose receipt is shown. */
  readonly receipt: string | undefined;
}

/**
 * @param studies - the page's, the current one first.
 * @param shown - what the page shows.
 */
export function createDeviceStatus(
  [study, ...earlier]: readonly [Study, ...Study[]],
  shown: () => Shown,
): DeviceStatus {
  const banner = byId("banner", HTMLElement);
  let refreshes = 0;
  let stopped = false;
  let reading: Promise<void> = Promise.resolve();
  let outdated = false;

  // A page from the cache may be older than its configuration, and its policy then does not know the queue.
  document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) => {
    if (effectiveDirective !== "connect-src") return;
    console.error(`The page's policy keeps it from ${blockedURI}. Was it built with its survey-config.json?`);
    outdated ||= sendsTo(study.config, blockedURI);
    void refresh();
  });

  const viewOf = async ({ storage, receipts, outboxes }: Study) => ({
    view: await readOutboxView(storage, receipts),
    troubles: outboxes.troubles(),
  });

  function refresh(): Promise<void> {
    const refreshed = readAndShow();
    reading = Promise.all([reading, refreshed]).then(() => undefined);
    return refreshed;
  }

  async function readAndShow(): Promise<void> {
    if (stopped) return;
    refreshes += 1;
    const latest = refreshes;
    try {
      const current = await viewOf(study);
      const others = await Promise.all(earlier.map(viewOf));
      if (latest !== refreshes || stopped) return;
      const { user_id, receipt } = shown();
      const state = sendingState(current, others, user_id, { online: navigator.onLine, outdated });
      const merged = mergedView([current, ...others].map(({ view }) => view));
      showOutbox(merged);
      say(banner, (words, locale) => bannerMessage(state, words, locale));
      const submission = merged.submissions.find(({ id }) => id === receipt);
      if (submission === undefined) return;
      const receiptState = byId("receipt-state", HTMLElement);
      receiptState.dataset.state = submission.state;
      say(receiptState, (words) => receiptMessage(submission.state, state, words));
    } catch {
      if (!stopped) say(banner, ({ notSaved }) => notSaved.noStorage);
    }
  }

  return {
    refresh,
    async stop() {
      stopped = true;
      await reading;
    },
  };
}

/** Whether an address is where the study's surveys are sent, or its credentials come from. */
function sendsTo({ queueUrl, endpoint = queueUrl, credentialsUrl = "" }: SurveyConfig, url: string): boolean {
  const originOf = (address: string) => (URL.canParse(address) ? new URL(address).origin : undefined);
  const origin = originOf(url);
  return origin !== undefined && [endpoint, credentialsUrl].map(originOf).includes(origin);
}
