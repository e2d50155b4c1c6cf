import {
  type AccessLog,
  type AccessLogReader,
  accessLine,
  hourOf,
  readAccessLine,
} from "@grants/core/audit/access-log";

/** The access log in memory: what object storage keeps, in the same order. */
export const accessLogInMemory = (): AccessLog & AccessLogReader => {
  const lines: string[] = [];
  const sorted = () => lines.toSorted();
  const hourIn = (line: string) => hourOf(readAccessLine(line).at);
  return {
    write: async (record) => void lines.push(accessLine(record)),
    list: async (thing, after, recordsMax) => {
      const own = sorted().filter((line) => readAccessLine(line).thing === thing && line > (after ?? ""));
      const shown = own.slice(0, recordsMax);
      return { records: shown.map(readAccessLine), next: own.length > recordsMax ? (shown.at(-1) ?? null) : null };
    },
    nextHour: async (after) =>
      sorted()
        .map(hourIn)
        .find((hour) => hour > after) ?? null,
    linesOf: async (hour) => sorted().filter((line) => hourIn(line) === hour),
  };
};
