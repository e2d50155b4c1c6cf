import type { Page } from "playwright-core";
import type { TestBrowser } from "../support/browser.ts";
import { type PlatformClient, createPlatformClient } from "../support/platform-client.ts";
import type { PlatformProcess } from "../support/platform.ts";
import { type Visitor, become, comeBack } from "./visitor.ts";

type Window = { readonly javaScript?: boolean };

/** Where a story is played: every person has a window of their own, and comes back to it. */
export type Stage = {
  /** The window of a person, who became it on the home page. */
  readonly windowOf: (person: Visitor, window?: Window) => Promise<Page>;
  /** Lets everybody come in at the same time, before the story needs them one after the other. */
  readonly seat: (people: readonly Visitor[]) => Promise<unknown>;
  /** A window of nobody, on the home page. */
  readonly nobody: (window?: Window) => Promise<Page>;
  readonly platform: PlatformProcess;
  /** For the clock, and to read at the end what the pages have said. Nothing of the story is done with it. */
  readonly client: PlatformClient;
};

export const createStage = (platform: PlatformProcess, browser: TestBrowser): Stage => {
  const windows = new Map<string, { readonly page: Promise<Page>; readonly day: number }>();
  let day = 0;
  const nobody = (window: Window = {}) => browser.openPage(platform.url, window);
  const enter = async (person: Visitor, window: Window) => {
    const page = await nobody(window);
    await become(page, person);
    return page;
  };
  const onAnotherDay = async (window: Promise<Page>, person: Visitor) => {
    const page = await window;
    await comeBack(page, person);
    return page;
  };
  const client = createPlatformClient(platform.url);
  const windowOf = (person: Visitor, window: Window = {}): Promise<Page> => {
    const name = `${person.id} ${String(window.javaScript ?? true)}`;
    const known = windows.get(name);
    if (known?.day === day) return known.page;
    const page = known === undefined ? enter(person, window) : onAnotherDay(known.page, person);
    windows.set(name, { page, day });
    return page;
  };
  return {
    nobody,
    windowOf,
    seat: (people) => Promise.all(people.map((person) => windowOf(person))),
    platform,
    client: {
      ...client,
      setClock: async (at) => {
        await client.setClock(at);
        day += 1;
      },
    },
  };
};
