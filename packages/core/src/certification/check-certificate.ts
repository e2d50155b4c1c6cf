import { addMonths } from "@grants/kernel/calendar";
import type { LocalDate } from "@grants/kernel/time";
import type { CertificationRequirement } from "../calls/call-terms.ts";

export type AssuranceLevel = CertificationRequirement["minAssurance"];
/** The review of a certificate confirms, suspends or ends it (EUCC-04). */
export type CertificateStatus = "VALID" | "SUSPENDED" | "WITHDRAWN" | "EXPIRED" | "REPLACED";

/** A European cybersecurity certificate of one product in one version (EUCC-05). */
export type Certificate = {
  /** The scheme's short name, such as `EUCC`. */
  readonly schemeId: string;
  readonly level: AssuranceLevel;
  /** Vulnerability analysis of the Common Criteria, 1 to 5; `null` where the scheme has none. */
  readonly avaVan: number | null;
  readonly status: CertificateStatus;
  /** Both days are within. */
  readonly validFrom: LocalDate;
  readonly validTo: LocalDate;
  readonly productName: string;
  readonly productVersion: string;
  /** The national authority approved a validity of more than five years beforehand (EUCC-03). */
  readonly hasLongValidityApproval: boolean;
};

/** What a gate of the grant asks of a product (NIS-05). */
export type CertificateNeed = {
  /** `ANY`: whichever scheme covers the category. */
  readonly schemeId: string;
  readonly minAssurance: AssuranceLevel;
  readonly avaVanMin: number | null;
  readonly productName: string;
  readonly productVersion: string;
};

/** What cannot be true of a certificate: a record like this gets no verdict (CLR-CERT-01). */
export type CertificateDataError =
  | "LEVEL_NOT_IN_SCHEME"
  | "AVA_VAN_DOES_NOT_MATCH_LEVEL"
  | "VALIDITY_OVER_FIVE_YEARS_WITHOUT_APPROVAL";
export type CertificateFailure =
  | `STATUS_${Exclude<CertificateStatus, "VALID">}`
  | "OUTSIDE_VALIDITY"
  | "SCHEME"
  | "ASSURANCE_LEVEL"
  | "AVA_VAN"
  | "PRODUCT_VERSION";

export type CertificateCheck =
  | { readonly result: "PASS"; readonly reasons: readonly [] }
  | { readonly result: "FAIL"; readonly reasons: readonly CertificateFailure[] }
  | { readonly result: "DATA_ERROR"; readonly reasons: readonly CertificateDataError[] };

const rankOf: Readonly<Record<AssuranceLevel, number>> = { BASIC: 0, SUBSTANTIAL: 1, HIGH: 2 };
const validityMonthsMax = 60;
/** The first level of vulnerability analysis that is "high" (EUCC-01). */
const highFrom = 3;

const isEucc = ({ schemeId }: Certificate) => schemeId === "EUCC";
const fitsLevel = ({ level, avaVan }: Certificate): boolean =>
  avaVan === null || (avaVan >= highFrom ? level === "HIGH" : level === "SUBSTANTIAL");

/** What stands in a list whose condition holds. */
const whose = <T>(conditions: readonly (readonly [T, boolean])[]): readonly T[] =>
  conditions.filter(([, holds]) => holds).map(([name]) => name);

export const certificateDataErrors = (certificate: Certificate): readonly CertificateDataError[] => {
  const { level, validFrom, validTo, hasLongValidityApproval } = certificate;
  return whose<CertificateDataError>([
    ["LEVEL_NOT_IN_SCHEME", isEucc(certificate) && level === "BASIC"],
    ["AVA_VAN_DOES_NOT_MATCH_LEVEL", isEucc(certificate) && level !== "BASIC" && !fitsLevel(certificate)],
    [
      "VALIDITY_OVER_FIVE_YEARS_WITHOUT_APPROVAL",
      validTo > addMonths(validFrom, validityMonthsMax) && !hasLongValidityApproval,
    ],
  ]);
};

const statusFailure = ({ status }: Certificate): readonly CertificateFailure[] =>
  status === "VALID" ? [] : [`STATUS_${status}`];

/**
 * Whether a certificate meets what a gate asks of a product on a day: every condition that fails is named (NIS-08, CLR-CERT-01). It holds
 * for the strictly identical product, so another version is another product (EUCC-07).
 */
export const checkCertificate = (certificate: Certificate, need: CertificateNeed, on: LocalDate): CertificateCheck => {
  const errors = certificateDataErrors(certificate);
  if (errors.length > 0) return { result: "DATA_ERROR", reasons: errors };
  const isSameProduct =
    certificate.productName === need.productName && certificate.productVersion === need.productVersion;
  const reasons: readonly CertificateFailure[] = [
    ...statusFailure(certificate),
    ...whose<CertificateFailure>([
      ["OUTSIDE_VALIDITY", on < certificate.validFrom || on > certificate.validTo],
      ["SCHEME", need.schemeId !== "ANY" && need.schemeId !== certificate.schemeId],
      ["ASSURANCE_LEVEL", rankOf[certificate.level] < rankOf[need.minAssurance]],
      ["AVA_VAN", need.avaVanMin !== null && (certificate.avaVan ?? 0) < need.avaVanMin],
      ["PRODUCT_VERSION", !isSameProduct],
    ]),
  ];
  return reasons.length === 0 ? { result: "PASS", reasons: [] } : { result: "FAIL", reasons };
};
