export type StartRefusalKind =
  | "PortBusy"
  | "FolderInUse"
  | "FolderForeign"
  | "EngineMissing"
  | "EngineFailed"
  | "InvalidSetting";

/** Why a platform cannot start, in one sentence for the terminal. Anything else that is thrown while starting is a bug. */
export class StartRefusal extends Error {
  readonly kind: StartRefusalKind;

  constructor(kind: StartRefusalKind, sentence: string) {
    super(sentence);
    this.name = "StartRefusal";
    this.kind = kind;
  }
}
