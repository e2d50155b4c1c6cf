import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Folders whose files start programs or a browser, the longest first. */
const longFolders = ["journeys", "local", "portal", "store"].map((name) => `/test/${name}/`);

const rankOf = ({ moduleId }: TestSpecification): number => {
  const rank = longFolders.findIndex((folder) => moduleId.includes(folder));
  return rank < 0 ? longFolders.length : rank;
};

/** So that no process is left alone with a long file at the end, also on a fresh clone, which knows no durations yet. */
export class LongFilesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    // oxlint-disable-next-line unicorn/no-array-sort -- Vitest's own order of files, not the array's method.
    const sorted = await super.sort(files);
    return sorted.toSorted((a, b) => rankOf(a) - rankOf(b));
  }
}
