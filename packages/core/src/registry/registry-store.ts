import type { OrganisationId, UserId } from "@grants/kernel/id";
import type { Result } from "@grants/kernel/result";
import type { AccessChanges } from "../access/access-store.ts";
import type { Rights } from "../access/rights.ts";
import type { Change } from "../audit/change.ts";
import type { Command } from "../audit/command.ts";
import type { CursorInvalid } from "../audit/cursor-invalid.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import type { BankAccount, BankAccountDetails } from "./bank-account.ts";
import type { IdentityMark, IdentityTaken } from "./identity-marks.ts";
import type { BankAccountId, LegalEntity, Organisation } from "./organisation.ts";

/** A record with the salt that its digest in the head was made with; both die together (DATA §5). */
export type Salted<T> = { readonly content: T; readonly salt: string };

export type PicTaken = { readonly kind: "PicTaken"; readonly pic: string };

export type LoadedOrganisation = {
  readonly rights: Rights | null;
  readonly organisation: Stored<Organisation> | null;
  readonly legalEntity: LegalEntity | null;
};

export type LoadedBankAccount = LoadedOrganisation & {
  readonly account: Stored<BankAccount> | null;
  readonly details: BankAccountDetails | null;
};

export type AccountOfOrganisation = {
  readonly account: Stored<BankAccount>;
  readonly details: BankAccountDetails;
};

/** What waits for somebody of the ECCC. */
export type RegistryWork = {
  readonly rights: Rights | null;
  readonly organisations: readonly Stored<Organisation>[];
  readonly accounts: readonly Stored<BankAccount>[];
  /** Where the next page begins; `null` after the last one. */
  readonly next: string | null;
};
/** At most so many rows, from where a page before ended. */
export type WorkPage = { readonly cursor: string | null; readonly rowsMax: number };

export type RegistryStore = {
  /** Head, legal entity file and the caller's rights, in one wave. */
  load(organisationId: OrganisationId, caller: UserId): Promise<LoadedOrganisation>;
  /** The same and one bank account file, in one wave. */
  loadAccount(organisationId: OrganisationId, bankAccountId: BankAccountId, caller: UserId): Promise<LoadedBankAccount>;
  /** The same and every bank account file, in one wave. */
  loadWhole(
    organisationId: OrganisationId,
    caller: UserId,
  ): Promise<LoadedOrganisation & { readonly accounts: readonly AccountOfOrganisation[] }>;
  /** What is not validated yet, by id, page by page; a cursor is bound to its reader. */
  loadWork(caller: UserId, page: WorkPage): Promise<Result<RegistryWork, CursorInvalid>>;
  /** A PIC, a VAT number, a number of a national register: each belongs to one organisation. */
  commitRegistration(
    change: Change<Organisation>,
    written: {
      readonly file: Salted<LegalEntity>;
      readonly marks: readonly IdentityMark[];
      /** The rights of who registers it, where nobody works for it yet. */
      readonly founder: AccessChanges | null;
      /** As it was stated before, so that it is found by its name of today alone. */
      readonly former: LegalEntity | null;
    },
    command: Command,
  ): Promise<Result<Stored<Organisation>, CommitRefusal | PicTaken | IdentityTaken>>;
  commitValidation(
    change: Change<Organisation>,
    /** The first administrator, where the validation makes one. */
    appointed: AccessChanges | null,
    command: Command,
  ): Promise<Result<Stored<Organisation>, CommitRefusal>>;
  /** A further step of an organisation that nothing else moves with. */
  commitOrganisation(
    change: Change<Organisation>,
    command: Command,
  ): Promise<Result<Stored<Organisation>, CommitRefusal>>;
  commitAccountRegistration(
    change: Change<BankAccount>,
    details: Salted<BankAccountDetails>,
    command: Command,
  ): Promise<Result<Stored<BankAccount>, CommitRefusal>>;
  commitAccountStep(change: Change<BankAccount>, command: Command): Promise<Result<Stored<BankAccount>, CommitRefusal>>;
  /** The account and the organisation that is paid on it from now on, together. */
  commitAccountValidation(
    changes: { readonly account: Change<BankAccount>; readonly organisation: Change<Organisation> },
    command: Command,
  ): Promise<Result<Stored<BankAccount>, CommitRefusal>>;
  settle<S extends Organisation | BankAccount>(
    stored: Stored<S>,
    expectedVersion: number,
    command: Command,
  ): Promise<Result<Stored<S>, CommitRefusal>>;
};
