import { parentPort, workerData } from "node:worker_threads";
import { inspectPdf } from "@grants/files/annexes/inspect-pdf";

// A thread of its own, which is ended when the file takes too long or too much.
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- to a thread, which has no origin.
parentPort?.postMessage(await inspectPdf(workerData));
