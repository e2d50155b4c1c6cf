import { answerOf, apiOf } from "../../api-client.ts";
import { show, showProblem, type PortalArea, type PortalContext } from "../../area.ts";
import { namePeople } from "../../name-people.ts";
import { accessPage } from "./access-page.tsx";
import { showPaymentReplay } from "./payment-replay-page.tsx";
import { showNight, showNights } from "./night-pages.tsx";
import { showRankingReplay } from "./replay-page.tsx";
import { searchPage, trailPage } from "./audit-pages.tsx";

const aggregateId = /^[a-z]{2,5}_[0-9A-HJKMNP-TV-Z]{26}$/;

const search = async (c: PortalContext): Promise<Response> => {
  const wanted = c.get("page").query.get("id")?.trim() ?? "";
  if (wanted === "") return show(c, searchPage(c.get("page"), { wanted, isRefused: false }));
  if (!aggregateId.test(wanted)) return show(c, searchPage(c.get("page"), { wanted, isRefused: true }), 422);
  return c.redirect(c.get("page").href(`/audit/${wanted}`), 303);
};

/** A person decides and is read, but is nothing that is decided on: the way leads to who looked at them. */
const isPerson = (id: string): boolean => id.startsWith("usr_");

const trail = async (c: PortalContext): Promise<Response> => {
  const aggregate = c.req.param("aggregate") ?? "";
  if (isPerson(aggregate)) return c.redirect(c.get("page").href(`/audit/${aggregate}/access`), 303);
  const after = c.get("page").query.get("after");
  const params = { path: { aggregate }, query: after === null ? {} : { after } };
  const found = await answerOf(apiOf(c).GET("/v1/transparency/trails/{aggregate}", { params }));
  if (!found.ok) return showProblem(c, found.error);
  await namePeople(c, found.value);
  return show(c, trailPage(c.get("page"), found.value));
};

/** The evidence of one thing, to take home and verify offline. */
const bundle = async (c: PortalContext): Promise<Response> => {
  const params = { path: { aggregate: c.req.param("aggregate") ?? "" } };
  const made = await answerOf(apiOf(c).GET("/v1/transparency/trails/{aggregate}/evidence-bundle", { params }));
  if (!made.ok) return showProblem(c, made.error);
  const { fileName, zipBase64 } = made.value;
  const bytes = Uint8Array.from(atob(zipBase64), (character) => character.charCodeAt(0));
  return c.body(bytes, 200, {
    "content-type": "application/zip",
    "content-disposition": `attachment; filename="${fileName}"`,
  });
};

const access = async (c: PortalContext): Promise<Response> => {
  const after = c.get("page").query.get("after");
  const path = { thing: c.req.param("aggregate") ?? "" };
  const params = { path, query: after === null ? {} : { after } };
  const read = await answerOf(apiOf(c).GET("/v1/transparency/access-log/{thing}", { params }));
  return read.ok ? show(c, accessPage(c.get("page"), read.value)) : showProblem(c, read.error);
};

/** The auditor's way in: the timeline of anything, by its id. */
export const auditArea: PortalArea = {
  path: "audit",
  navigation: [{ label: "audit.navigation", path: "/audit", visibleTo: ["readAuditTrail"] }],
  routes: (router) => {
    router.get("/", search);
    router.get("/replay/:callId/:topicId", showRankingReplay);
    router.get("/nights", showNights);
    router.get("/nights/:on", showNight);
    router.get("/:aggregate", trail);
    router.get("/:aggregate/bundle", bundle);
    router.get("/:aggregate/access", access);
    router.get("/:aggregate/replay", showPaymentReplay);
  },
};
