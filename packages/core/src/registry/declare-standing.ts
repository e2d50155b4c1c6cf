import { canonicalJson } from "@grants/kernel/canonical-json";
import type { OrganisationId } from "@grants/kernel/id";
import type { Result } from "@grants/kernel/result";
import type { NotAllowed } from "../access/decide-access.ts";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import type { FactDeps } from "./declare-ownership.ts";
import { type SizeDeclaration, decideSize } from "./enterprise-size.ts";
import { findOrganisation } from "./find-organisation.ts";
import type { Nis2Status } from "./nis2-status.ts";
import type { OrganisationNotFound } from "./organisation.ts";
import { settleFact } from "./settle-fact.ts";
import { type Standing, StandingId } from "./standing.ts";

export type DeclareStandingError = OrganisationNotFound | NotAllowed | CommitRefusal;
type Declares = { organisationId: OrganisationId; expectedVersion: number; command: Command };

const begin = async (
  { facts, newId }: FactDeps,
  action: "declareSize" | "declareNis2",
  { organisationId, expectedVersion, command }: Declares,
) => {
  const loaded = await facts.loadFacts(organisationId, command.caller);
  const found = findOrganisation(loaded, { action, organisationId, command });
  if (!found.ok) return found;
  const { standing } = loaded;
  const settled = await settleFact(facts, standing, { expectedVersion, command });
  const id = StandingId.parse(`std_${newId(`standing:${organisationId}`)}`);
  const state: Standing = standing?.state ?? { state: "stated", id, organisation: organisationId };
  return { ok: true, value: { settled, standing, state, role: found.value.role } } as const;
};

/** The organisation states its figures; the platform computes its size (Rec. 2003/361). */
export const declareSize = async (
  deps: FactDeps,
  { figures, ...asked }: Declares & { readonly figures: SizeDeclaration },
): Promise<Result<Stored<Standing>, DeclareStandingError>> => {
  const begun = await begin(deps, "declareSize", asked);
  if (!begun.ok) return begun;
  const { settled, standing, state, role } = begun.value;
  if (settled !== null) return settled;
  const { command } = asked;
  const salt = deps.newSalt();
  const declarationSha256 = deps.sha256(`${salt}${canonicalJson(figures)}`);
  const size = { size: decideSize(figures), declarationSha256, by: command.caller, at: command.at };
  const next: Standing = { ...state, size };
  const change = { aggregate: state.id, before: standing, next, type: "SizeDeclared", role, terms: [] };
  return deps.facts.commitStanding(change, { content: figures, salt }, command);
};

/** The organisation states what it is under NIS2, and who says so (NIS-06). */
export const declareNis2 = async (
  deps: FactDeps,
  { says, ...asked }: Declares & { readonly says: Nis2Status },
): Promise<Result<Stored<Standing>, DeclareStandingError>> => {
  const begun = await begin(deps, "declareNis2", asked);
  if (!begun.ok) return begun;
  const { settled, standing, state, role } = begun.value;
  if (settled !== null) return settled;
  const { caller: by, at } = asked.command;
  const next: Standing = { ...state, nis2: { says, by, at } };
  const change = { aggregate: state.id, before: standing, next, type: "Nis2StatusDeclared", role, terms: [] };
  return deps.facts.commitStanding(change, null, asked.command);
};
