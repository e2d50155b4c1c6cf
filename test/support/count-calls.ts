import { Session } from "node:inspector/promises";

/**
 * Runs something and counts the calls of functions that it took: a measure of work that is the same on an idle machine and on a busy one.
 * Everything else that this process does meanwhile is counted too, so that a bound leaves some room.
 */
export const countCalls = async <T>(
  work: () => Promise<T>,
): Promise<{ readonly result: T; readonly calls: number }> => {
  const session = new Session();
  session.connect();
  try {
    await session.post("Profiler.enable");
    await session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: false });
    await session.post("Profiler.takePreciseCoverage");
    const result = await work();
    const { result: scripts } = await session.post("Profiler.takePreciseCoverage");
    const counts = scripts.flatMap(({ functions }) => functions.map(({ ranges: [whole] }) => whole?.count ?? 0));
    return { result, calls: counts.reduce((total, count) => total + count, 0) };
  } finally {
    session.disconnect();
  }
};
