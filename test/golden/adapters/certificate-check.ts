import { checkCertificate } from "@grants/core/certification/check-certificate";
import { LocalDate } from "@grants/kernel/time";
import { z } from "zod";

const Level = z.enum(["BASIC", "SUBSTANTIAL", "HIGH"]);
const AvaVan = z.int().nullable();
const product = { productName: z.string(), productVersion: z.string() };
const Input = z.object({
  certificate: z
    .object({
      ...product,
      scheme: z.string(),
      level: Level,
      avaVan: AvaVan,
      status: z.enum(["VALID", "SUSPENDED", "WITHDRAWN", "EXPIRED", "REPLACED"]),
      validFrom: LocalDate,
      validTo: LocalDate,
      ncaApprovalLongValidity: z.boolean(),
    })
    .transform(({ scheme: schemeId, ncaApprovalLongValidity: hasLongValidityApproval, ...rest }) => ({
      ...rest,
      schemeId,
      hasLongValidityApproval,
    })),
  requirement: z
    .object({ ...product, scheme: z.string(), minAssurance: Level, avaVanMin: AvaVan })
    .transform(({ scheme: schemeId, ...rest }) => ({ ...rest, schemeId })),
  at: LocalDate,
});

export const adapt = (raw: unknown) => {
  const { certificate, requirement, at } = Input.parse(raw);
  return checkCertificate(certificate, requirement, at);
};
