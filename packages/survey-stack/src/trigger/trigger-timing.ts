/** How patiently a trigger is dealt with, in milliseconds. */
export interface TriggerTiming {
  /** Between two looks at it. */
  readonly poll: number;
  /** How long Lambda may take to switch it. */
  readonly switching: number;
  /** Between writing a lease's tag and reading it again, longer than another command takes from looking to writing. */
  readonly settle: number;
  /** How long a lease holds without being renewed. */
  readonly lease: number;
  /** How often it is renewed. */
  readonly renewEvery: number;
  /** How long no message may be in flight before that is believed. */
  readonly emptyFor: number;
}

/** In a local cloud everything is there at once. In AWS, SQS's counts lag by up to a minute. */
export const triggerTimings: Readonly<Record<"local" | "aws", TriggerTiming>> = {
  local: { poll: 50, switching: 300_000, settle: 500, lease: 5_000, renewEvery: 1_000, emptyFor: 0 },
  aws: {
    poll: 2_000,
    switching: 300_000,
    settle: 5_000,
    lease: 300_000,
    renewEvery: 60_000,
    emptyFor: 60_000,
  },
};
