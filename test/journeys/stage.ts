import type { DemoPerson } from "@grants/local/actors";
import type { Page } from "playwright-core";
import type { TestBrowser } from "../support/browser.ts";
import { type PlatformClient, createPlatformClient } from "../support/platform-client.ts";
import type { PlatformProcess } from "../support/platform.ts";
import { become } from "./visitor.ts";

type Window = { readonly javaScript?: boolean };

/** Where a story is played: every person has a window of their own, and comes back to it. */
export type Stage = {
  /** The window of a person, who became it on the home page. */
  readonly windowOf: (person: DemoPerson, window?: Window) => Promise<Page>;
  /** Lets everybody come in at the same time, before the story needs them one after the other. */
  readonly seat: (people: readonly DemoPerson[]) => Promise<unknown>;
  /** A window of nobody, on the home page. */
  readonly nobody: (window?: Window) => Promise<Page>;
  readonly platform: PlatformProcess;
  /** For the clock, and to read at the end what the pages have said. Nothing of the story is done with it. */
  readonly client: PlatformClient;
};

export const createStage = (platform: PlatformProcess, browser: TestBrowser): Stage => {
  const windows = new Map<string, Promise<Page>>();
  const nobody = (window: Window = {}) => browser.openPage(platform.url, window);
  const enter = async (person: DemoPerson, window: Window) => {
    const page = await nobody(window);
    await become(page, person);
    return page;
  };
  const windowOf = (person: DemoPerson, window: Window = {}): Promise<Page> => {
    const name = `${person.id} ${String(window.javaScript ?? true)}`;
    const page = windows.get(name) ?? enter(person, window);
    windows.set(name, page);
    return page;
  };
  return {
    nobody,
    windowOf,
    seat: (people) => Promise.all(people.map((person) => windowOf(person))),
    platform,
    client: createPlatformClient(platform.url),
  };
};
