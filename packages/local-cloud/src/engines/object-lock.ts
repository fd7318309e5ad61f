import { elementText, s3Error } from "./s3-xml.ts";

/** What Object Lock does with each new version of a bucket. */
export interface DefaultRetention {
  /** GOVERNANCE yields to a request that says so, COMPLIANCE to nobody. */
  readonly mode: "GOVERNANCE" | "COMPLIANCE";
  /** Counted from when the version was put. */
  readonly days: number;
}

/** What keeps a version from being deleted. */
export interface VersionLock {
  readonly mode: DefaultRetention["mode"];
  readonly until: Date;
}

/** How a bucket is configured. A bucket that has none never had Object Lock enabled. */
export interface ObjectLockConfiguration {
  /** Left out when new versions are not locked. Object Lock stays enabled for ever. */
  readonly retention?: DefaultRetention;
}

/** S3's answer to whoever would delete a locked version. */
export const LOCKED_MESSAGE = "Access Denied because object protected by object lock.";
export const lockedError = s3Error("AccessDenied", LOCKED_MESSAGE);

const MAX_DAYS = 36_500;
const MILLISECONDS_PER_DAY = 86_400_000;

/** The lock of a version that is put now. */
export function newLock({ retention }: ObjectLockConfiguration, now: Date): VersionLock | undefined {
  if (retention === undefined) return undefined;
  return { mode: retention.mode, until: new Date(now.getTime() + retention.days * MILLISECONDS_PER_DAY) };
}

/**
 * Whether a lock keeps a version from being deleted.
 *
 * @param bypass - Whether the request says `x-amz-bypass-governance-retention`. The local cloud lets everybody say so.
 */
export function isLocked(lock: VersionLock | undefined, now: Date, bypass: boolean): boolean {
  if (lock === undefined || lock.until <= now) return false;
  return lock.mode === "COMPLIANCE" || !bypass;
}

/** The headers by which a GET and a HEAD tell the lock of a version, also one that has ended. */
export function lockHeaders(lock: VersionLock | undefined): Record<string, string> {
  if (lock === undefined) return {};
  return {
    "x-amz-object-lock-mode": lock.mode,
    "x-amz-object-lock-retain-until-date": lock.until.toISOString(),
  };
}

/**
 * Reads the document of a PutObjectLockConfiguration.
 *
 * @returns Undefined for one that S3 does not take, or that the local cloud does not know. It knows days and no years.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectLockConfiguration.html
 */
export function parseObjectLock(xml: string): ObjectLockConfiguration | undefined {
  if (elementText(xml, "ObjectLockEnabled") !== "Enabled") return undefined;
  if (elementText(xml, "Rule") === undefined) return {};
  const mode = elementText(xml, "Mode");
  const days = Number(elementText(xml, "Days"));
  if (mode !== "GOVERNANCE" && mode !== "COMPLIANCE") return undefined;
  return Number.isInteger(days) && days >= 1 && days <= MAX_DAYS ? { retention: { mode, days } } : undefined;
}

/** S3's answer to a GetObjectLockConfiguration. */
export function objectLockXml({ retention }: ObjectLockConfiguration): string {
  const rule =
    retention === undefined
      ? ""
      : `<Rule><DefaultRetention><Mode>${retention.mode}</Mode><Days>${retention.days}</Days></DefaultRetention></Rule>`;
  return (
    '<?xml version="1.0" encoding="UTF-8"?>\n<ObjectLockConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/">' +
    `<ObjectLockEnabled>Enabled</ObjectLockEnabled>${rule}</ObjectLockConfiguration>`
  );
}
