import { answerOf, apiOf } from "./api-client.ts";
import type { PortalContext } from "./area.ts";

const personId = /\busr_[0-9A-HJKMNP-TV-Z]{26}\b/g;
/** Names that the API gives at once; a page with more persons shows the identifiers of the rest. */
const namesMax = 100;

/** Asks what the persons in an answer are called, so that the page can say it. Whom the reader may not know keeps an identifier. */
export const namePeople = async (c: PortalContext, answer: unknown): Promise<void> => {
  const ids = [...new Set(JSON.stringify(answer).match(personId))].slice(0, namesMax);
  if (ids.length === 0) return;
  const read = await answerOf(apiOf(c).GET("/v1/people/names", { params: { query: { ids: ids.join(",") } } }));
  if (!read.ok || !Array.isArray(read.value.people)) return;
  const names = new Map(read.value.people.map(({ id, name }) => [id, name]));
  c.set("page", { ...c.get("page"), names });
};
