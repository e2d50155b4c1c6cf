import { z } from "zod";

/** What a proposal may be asked to declare: of the whole project, or of each partner. */
export const DeclarationName = z
  .enum(["ethics", "security", "exclusion", "ownership", "standing"])
  .meta({ id: "DeclarationName" });
export type DeclarationName = z.infer<typeof DeclarationName>;

/** Declarations that a call asks for with the proposal, beyond those that follow from its restriction. */
export const AskedDeclarations = z.array(DeclarationName).max(DeclarationName.options.length).optional();
