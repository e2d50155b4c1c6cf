import type { PlatformClock } from "./clock.ts";
import type { Closing } from "./closing.ts";
import { dataPaths } from "./data-folder.ts";
import { evidenceBucket, filesBucket, type ServiceAddresses } from "./environment.ts";
import { startLambdaPort } from "./lambda-port.ts";
import type { LambdaRuntime } from "./lambda-runtime.ts";
import { type Mailbox, startMailbox } from "./mailbox.ts";
import { createObjectNotifications, type FileWorker, type ObjectNotifications } from "./object-notifications.ts";
import { startObjectStore } from "./object-store.ts";
import { startTimeStampAuthority } from "./time-stamp-authority.ts";
import { localCredentials as credentials, localRegion } from "./tables.ts";

const closeGraceMs = 2_000;

export type CloudServices = {
  readonly addresses: Omit<ServiceAddresses, "dynamodb">;
  readonly mailbox: Mailbox;
  readonly notifications: ObjectNotifications;
};

/** What the functions call in the cloud besides their tables, each on a port of its own. */
export const startCloudServices = async (
  options: {
    readonly dataDir: string;
    /** The platform's port, whose pages may send files to the object store. */
    readonly pagesPort: number;
    readonly clock: PlatformClock;
    readonly runtime: LambdaRuntime;
    /** Functions that new files wake. */
    readonly fileWorkers: readonly FileWorker[];
    readonly report: (line: string) => void;
  },
  closing: Closing,
): Promise<CloudServices> => {
  const { clock, runtime, report } = options;
  const notifications = createObjectNotifications({ workers: options.fileWorkers, runtime, clock });
  const paths = dataPaths(options.dataDir);
  const pages = ["127.0.0.1", "localhost"].map((host) => `http://${host}:${options.pagesPort}`);
  const store = await startObjectStore({
    folder: paths.objects,
    buckets: [filesBucket, evidenceBucket],
    lockedBuckets: [evidenceBucket],
    credentials,
    region: localRegion,
    isAllowedOrigin: (origin) => pages.includes(origin),
    onCreated: notifications.notify,
    report,
  });
  closing.add(() => store.close(closeGraceMs));
  closing.add(notifications.settled);
  const mailbox = await startMailbox({ folder: paths.mail, clock, credentials, report });
  closing.add(() => mailbox.close(closeGraceMs));
  const authority = await startTimeStampAuthority({ keysFile: paths.timeStampKeys, clock, report });
  closing.add(() => authority.close(closeGraceMs));
  const lambda = await startLambdaPort({ runtime, credentials, report });
  closing.add(() => lambda.close(closeGraceMs));
  return {
    addresses: { s3: store.url, lambda: lambda.url, sesv2: mailbox.url, timeStamps: authority.url },
    mailbox,
    notifications,
  };
};
