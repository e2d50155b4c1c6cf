import type { Schemas } from "../../api-client.ts";
import type { StatusTone } from "../../components/status-label.tsx";
import type { PageContext } from "../../page/page-context.ts";

export type Consortium = Schemas["Consortium"];
export type Place = Schemas["ConsortiumPlace"];
export type ShownMembership = Schemas["ShownMembership"];

export const placeTones: Readonly<Record<Place["state"], StatusTone>> = {
  coordinator: "active",
  described: "quiet",
  invited: "attention",
  expired: "attention",
  joined: "active",
  declined: "attention",
  withdrawn: "quiet",
  left: "attention",
  removed: "quiet",
};

/** What has been agreed to; the coordinator does so by submitting. */
export const signOffText = ({ signOff }: Place, { t }: PageContext): string =>
  signOff === undefined ? t("consortium.signOff.coordinator") : t(`consortium.signOff.${signOff}`);
