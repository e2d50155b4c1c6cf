import type { Child, FC } from "hono/jsx";
import { answerOf, apiOf, type Schemas } from "../../api-client.ts";
import { show, showProblem, type PortalContext } from "../../area.ts";
import { Select } from "../../components/choices.tsx";
import { FilterForm } from "../../components/search-form.tsx";
import { Pagination } from "../../components/pagination.tsx";
import { Section } from "../../components/section.tsx";
import { EmptyState } from "../../components/table.tsx";
import { readInvitations } from "../calls/read-call.ts";
import { mayDo } from "../../may-do.ts";
import { usePage, type PageContext } from "../../page/page-context.ts";
import { CallAgreements, MyAgreements } from "./agreement-tables.tsx";
import { CallDecisions } from "./call-decisions.tsx";

type Call = Pick<Schemas["ListedCall"], "callId" | "reference" | "title">;

/** The page that follows a list of this page; the other lists stay where they are. */
const nextOf = ({ query, href }: PageContext, name: string, next: string | undefined): string | undefined => {
  if (next === undefined) return undefined;
  const wanted = new URLSearchParams(query);
  wanted.set(name, next);
  return href(`/agreements?${wanted.toString()}`);
};

const cursorOf = (c: PortalContext, name: string): { readonly cursor?: string } => {
  const cursor = c.get("page").query.get(name);
  return cursor === null ? {} : { cursor };
};

const readMine = async (c: PortalContext) =>
  answerOf(apiOf(c).GET("/v1/agreements", { params: { query: cursorOf(c, "mine") } }));

const Mine: FC<{ list: Schemas["AgreementList"] }> = ({ list }) => {
  const page = usePage();
  return (
    <Section title={page.t("agreements.mine")}>
      <MyAgreements agreements={list.agreements} />
      <Pagination nextHref={nextOf(page, "mine", list.next)} label={page.t("agreements.mine")} />
    </Section>
  );
};

const nameOfCall = ({ reference, title }: Call): string => (reference === null ? title : `${reference}: ${title}`);

type Choice = { readonly calls: readonly Call[]; readonly next?: string };
type ChooseProps = { readonly choice: Choice | null; readonly callId: string; readonly children?: Child };

/** Calls of this platform; those that ran elsewhere have no agreements here. */
const OfCall: FC<ChooseProps> = ({ choice, callId, children }) => {
  const page = usePage();
  const { t, href } = page;
  const calls = choice?.calls ?? null;
  return (
    <Section title={t("agreements.ofCall")}>
      {calls === null && <p>{t("agreements.callsUnavailable")}</p>}
      {calls?.length === 0 && <EmptyState>{t("agreements.callsEmpty")}</EmptyState>}
      {calls !== null && calls.length > 0 && (
        <FilterForm action={href("/agreements")} clearHref={href("/agreements")} title={t("agreements.showCall")}>
          <Select
            name="callId"
            label={t("agreements.chooseCall")}
            choices={calls.map((call) => ({ value: call.callId, label: nameOfCall(call) }))}
            value={callId}
          />
        </FilterForm>
      )}
      <Pagination nextHref={nextOf(page, "calls", choice?.next)} />
      {children}
    </Section>
  );
};

const readOfCall = async (c: PortalContext, callId: string) =>
  callId === ""
    ? ({ ok: true, value: null } as const)
    : answerOf(apiOf(c).GET("/v1/agreements/by-call", { params: { query: { callId, ...cursorOf(c, "listed") } } }));

/** From a decision its awards become agreements. */
const readDecisions = async (c: PortalContext, callId: string) =>
  callId === ""
    ? ({ ok: true, value: null } as const)
    : answerOf(apiOf(c).GET("/v1/evaluation/calls/{callId}/decisions", { params: { path: { callId } } }));

const readCalls = async (c: PortalContext): Promise<Choice | null> => {
  const query = { origin: "platform", ...cursorOf(c, "calls") } as const;
  const listed = await answerOf(apiOf(c).GET("/v1/calls", { params: { query } }));
  if (!listed.ok) return null;
  const { calls, next } = listed.value;
  const invited = cursorOf(c, "calls").cursor === undefined ? await readInvitations(c) : [];
  return { calls: [...invited, ...calls], ...(next === undefined ? {} : { next }) };
};

/** What is due for a coordinator; for those who prepare, sign and pay agreements the list of one call. */
export const showAgreements = async (c: PortalContext): Promise<Response> => {
  const { t, person, query } = c.get("page");
  if (person === null) return showProblem(c, { status: 401, code: "NotSignedIn" });
  const [isApplicant, readsAll] = [mayDo(person, "listMyAgreements"), mayDo(person, "listCallAgreements")];
  if (!isApplicant && !readsAll) return showProblem(c, { status: 403, code: "NotAllowed" });
  const callId = readsAll ? (query.get("callId") ?? "") : "";
  const readsDecisions = mayDo(person, "listAwardDecisions");
  const [mine, choice, ofCall, decisions] = await Promise.all([
    isApplicant ? readMine(c) : ({ ok: true, value: null } as const),
    readsAll ? readCalls(c) : null,
    readOfCall(c, callId),
    readDecisions(c, readsDecisions ? callId : ""),
  ]);
  if (!mine.ok) return showProblem(c, mine.error);
  if (!ofCall.ok) return showProblem(c, ofCall.error, "/agreements");
  if (!decisions.ok) return showProblem(c, decisions.error, "/agreements");
  const chosen = choice?.calls.find((each) => each.callId === callId);
  const call = chosen === undefined ? callId : nameOfCall(chosen);
  const content = (
    <>
      {mine.value !== null && <Mine list={mine.value} />}
      {readsAll && (
        <OfCall choice={choice} callId={callId}>
          {decisions.value !== null && <CallDecisions call={call} decided={decisions.value.topics} />}
          {ofCall.value !== null && <CallAgreements call={call} agreements={ofCall.value.agreements} />}
          <Pagination nextHref={nextOf(c.get("page"), "listed", ofCall.value?.next)} label={call} />
        </OfCall>
      )}
    </>
  );
  return show(c, { title: t("agreements.title"), lead: t("agreements.lead"), content });
};
