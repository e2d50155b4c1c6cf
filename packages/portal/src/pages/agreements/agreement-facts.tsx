import { dateInZone, Instant } from "@grants/kernel/time";
import type { FC } from "hono/jsx";
import { answerOf, apiOf, type Schemas } from "../../api-client.ts";
import type { PortalContext } from "../../area.ts";
import { StatusLabel, type StatusTone } from "../../components/status-label.tsx";
import { usePage, type PageContext, type Person } from "../../page/page-context.ts";
import { isMessageKey } from "../../words/catalogue.ts";
import { translateLoosely } from "../../words/translate.ts";
import { organisationsFor } from "../../may-do.ts";

export type AgreementFile = Schemas["AgreementFile"];
export type Agreement = Schemas["Agreement"];
export type Sheet = Schemas["DataSheet"];
/** Who signs: the coordinator for the consortium, the Centre as granting authority. */
export type Side = "coordinator" | "authority";

export const agreementPath = (agreementId: string): string => `/agreements/${agreementId}`;
export const agreementIdOf = (c: PortalContext): string => c.req.param("agreementId") ?? "";

export const readAgreement = (c: PortalContext, agreementId: string) =>
  answerOf(apiOf(c).GET("/v1/agreements/{agreementId}", { params: { path: { agreementId } } }));

const tones: Readonly<Record<Agreement["state"], StatusTone>> = {
  prepared: "attention",
  signedByCoordinator: "attention",
  signedByAuthority: "attention",
  inForce: "active",
};

export const AgreementState: FC<{ readonly state: Agreement["state"] }> = ({ state }) => {
  const { t } = usePage();
  return <StatusLabel tone={tones[state]}>{t(`agreements.state.${state}`)}</StatusLabel>;
};

type Signature = Schemas["Signature"];

/** The signature of a side; null while it has not signed. */
export const signatureOf = (agreement: Agreement, side: Side): Signature | null => {
  if (side === "coordinator") return "coordinatorSignature" in agreement ? agreement.coordinatorSignature : null;
  return "authoritySignature" in agreement ? agreement.authoritySignature : null;
};

export const coordinatorName = ({ coordinator, parties }: Sheet): string =>
  parties.find(({ organisation }) => organisation === coordinator)?.name ?? parties[0]?.name ?? coordinator;

/** For which side this person would sign; the API decides again. */
export const sideOf = (person: Person | null, { coordinator }: Sheet): Side =>
  organisationsFor(person, "signAgreement").includes(coordinator) ? "coordinator" : "authority";

/** The last day itself is in time (COMT-03); days are those of Brussels. */
export const isSigningOver = ({ signByOn }: Pick<Sheet, "signByOn">, now: string): boolean =>
  dateInZone(Instant.parse(now)) > signByOn;

/** A reason of the API in words that follow "Not available:". */
const reasonInWords = (code: string, { signByOn }: Sheet, { t, format, language }: PageContext): string => {
  const key = `agreements.because.${code}`;
  return isMessageKey(key)
    ? translateLoosely(language, key, { on: format.date(signByOn) })
    : t("agreements.because.other", { code });
};

type Offer = { readonly isOffered: boolean; readonly disabledBecause: string | undefined };

/** Whether to show this person the form to sign, and why it does nothing now. Who never signs is not offered it. */
export const signOffer = ({ allowedActions, sheet }: AgreementFile, page: PageContext): Offer => {
  const found = allowedActions.find(({ action }) => action === "signAgreement");
  if (found?.allowed === true) return { isOffered: true, disabledBecause: undefined };
  const because = found?.because ?? "NotAllowed";
  return { isOffered: because !== "NotAllowed", disabledBecause: reasonInWords(because, sheet, page) };
};

/** Whole cents; their sum stays within what the platform counts (kernel/money). */
export const sumOf = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);
