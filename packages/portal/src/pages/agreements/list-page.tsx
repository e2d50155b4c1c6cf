import type { Child, FC } from "hono/jsx";
import { answerOf, apiOf, type Schemas } from "../../api-client.ts";
import { show, showProblem, type PortalContext } from "../../area.ts";
import { Select } from "../../components/choices.tsx";
import { FilterForm } from "../../components/search-form.tsx";
import { Pagination } from "../../components/pagination.tsx";
import { Section } from "../../components/section.tsx";
import { EmptyState } from "../../components/table.tsx";
import { usePage, type Person } from "../../page/page-context.ts";
import { hasRole, readAgreement } from "./agreement-facts.tsx";
import { CallAgreements, MyAgreements, type DueAgreement, type Listed } from "./agreement-tables.tsx";
import { CallDecisions } from "./call-decisions.tsx";

type Call = Schemas["ListedCall"];

const officers = ["projectOfficer", "initiator", "verifier", "authorisingOfficer", "auditor"] as const;

/** Who goes from a decision to its awards. */
const decisionReaders = ["projectOfficer", "authorisingOfficer", "auditor"] as const;

const isOfficer = (person: Person | null): boolean => officers.some((role) => hasRole(person, role));

/** The list does not say until when an agreement may be signed; of those that wait, so many are asked. */
const askedMax = 30;

const withLastDay = async (c: PortalContext, listed: readonly Listed[]): Promise<readonly DueAgreement[]> => {
  const waiting = listed.filter(({ agreement }) => agreement.state !== "inForce").slice(0, askedMax);
  const files = await Promise.all(waiting.map(({ agreement }) => readAgreement(c, agreement.id)));
  const lastDays = new Map(
    files.flatMap((file) => (file.ok ? [[file.value.agreement.id, file.value.sheet.signByOn]] : [])),
  );
  return listed.map((one) => ({ ...one, signByOn: lastDays.get(one.agreement.id) ?? null }));
};

const readMine = async (c: PortalContext) => {
  const mine = await answerOf(apiOf(c).GET("/v1/agreements"));
  return mine.ok ? ({ ok: true, value: await withLastDay(c, mine.value.agreements) } as const) : mine;
};

const Mine: FC<{ agreements: readonly DueAgreement[] }> = ({ agreements }) => {
  const { t } = usePage();
  return (
    <Section title={t("agreements.mine")}>
      <MyAgreements agreements={agreements} />
    </Section>
  );
};

const nameOfCall = ({ reference, title }: Call): string => (reference === null ? title : `${reference}: ${title}`);

type Choice = { readonly calls: readonly Call[]; readonly next?: string };
type ChooseProps = { readonly choice: Choice | null; readonly callId: string; readonly children?: Child };

/** Calls of this platform; those that ran elsewhere have no agreements here. */
const OfCall: FC<ChooseProps> = ({ choice, callId, children }) => {
  const { t, href } = usePage();
  const calls = choice?.calls ?? null;
  const nextPath = choice?.next && `/agreements?${new URLSearchParams({ cursor: choice.next }).toString()}`;
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
      <Pagination nextHref={nextPath && href(nextPath)} />
      {children}
    </Section>
  );
};

const readOfCall = async (c: PortalContext, callId: string) =>
  callId === ""
    ? ({ ok: true, value: null } as const)
    : answerOf(apiOf(c).GET("/v1/agreements/by-call", { params: { query: { callId } } }));

/** From a decision its awards become agreements. */
const readDecisions = async (c: PortalContext, callId: string) =>
  callId === ""
    ? ({ ok: true, value: null } as const)
    : answerOf(apiOf(c).GET("/v1/evaluation/calls/{callId}/decisions", { params: { path: { callId } } }));

const readCalls = async (c: PortalContext): Promise<Choice | null> => {
  const cursor = c.get("page").query.get("cursor");
  const query = { origin: "platform", ...(cursor === null ? {} : { cursor }) } as const;
  const listed = await answerOf(apiOf(c).GET("/v1/calls", { params: { query } }));
  return listed.ok ? listed.value : null;
};

/** What is due for a coordinator; for those who prepare, sign and pay agreements the list of one call. */
export const showAgreements = async (c: PortalContext): Promise<Response> => {
  const { t, person, query } = c.get("page");
  if (person === null) return showProblem(c, { status: 401, code: "NotSignedIn" });
  const [isApplicant, readsAll] = [hasRole(person, "applicant"), isOfficer(person)];
  if (!isApplicant && !readsAll) return showProblem(c, { status: 403, code: "NotAllowed" });
  const callId = readsAll ? (query.get("callId") ?? "") : "";
  const readsDecisions = decisionReaders.some((role) => hasRole(person, role));
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
      {mine.value !== null && <Mine agreements={mine.value} />}
      {readsAll && (
        <OfCall choice={choice} callId={callId}>
          {decisions.value !== null && <CallDecisions call={call} decided={decisions.value.topics} />}
          {ofCall.value !== null && <CallAgreements call={call} agreements={ofCall.value.agreements} />}
        </OfCall>
      )}
    </>
  );
  return show(c, { title: t("agreements.title"), lead: t("agreements.lead"), content });
};
