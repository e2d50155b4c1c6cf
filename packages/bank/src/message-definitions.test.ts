import { Instant, LocalDate } from "@grants/kernel/time";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { validateXML } from "xmllint-wasm";
import { answerPaymentFile } from "./demo-bank.ts";
import { aBatch, aPayment, aPaymentFile, xmlOf } from "./payment-file.fixture.ts";

// The message definitions of ISO 20022 are not ours to ship: `XSD_DIR` says where they lie, else a folder beside the repository.
const repository = resolve(import.meta.dirname, "../../..");
const folder = process.env["XSD_DIR"] ?? resolve(repository, "../shared/xsd");
const isPresent = existsSync(join(folder, "pain.001.001.09.xsd"));

const faultsOf = async (definition: string, xml: string): Promise<readonly string[]> => {
  const schema = { fileName: `${definition}.xsd`, contents: readFileSync(join(folder, `${definition}.xsd`), "utf8") };
  const result = await validateXML({
    xml: { fileName: "message.xml", contents: xml },
    schema,
    initialMemoryPages: 1024,
    maxMemoryPages: 8192,
  });
  return result.errors.map(({ message }) => message);
};

const everyElement = aPayment({
  endToEndId: "E1",
  instructionId: "PAY-1",
  creditorBic: "RNCBROBU",
  purposeCode: "GOVT",
  creditorAddress: {
    streetName: "Splaiul Independenței",
    buildingNumber: "313",
    postCode: "060042",
    townName: "București",
    country: "RO",
    addressLines: ["Clădirea A", "Etaj 2"],
  },
  remittance: { kind: "reference", reference: "RF57ECCC101226928P1" },
});
const twoBatches = aPaymentFile([
  aBatch(() => [everyElement, aPayment({ endToEndId: "E2", amountCents: 99_999_999_999 })], {
    debtorBic: "RNCBROBUXXX",
  }),
  aBatch(() => [aPayment({ endToEndId: "E3", amountCents: 1 })], {
    batchId: "B2",
    isInstant: true,
    isBookedAsBatch: false,
  }),
]);
const bank = {
  now: Instant.parse("2026-11-23T09:00:00.000Z"),
  bookedOn: LocalDate.parse("2026-11-24"),
  refuse: () => null,
};

describe.skipIf(!isPresent)("held against the message definitions beside the project, or in XSD_DIR", () => {
  test("a payment file with every element is a valid pain.001.001.09", async () => {
    await expect(faultsOf("pain.001.001.09", await xmlOf(twoBatches))).resolves.toEqual([]);
  });

  test("a payment file of 2 000 payments is one too", async () => {
    const payments = Array.from({ length: 2_000 }, (_, n) => aPayment({ endToEndId: `E${n}`, amountCents: n + 1 }));
    await expect(faultsOf("pain.001.001.09", await xmlOf(aPaymentFile([aBatch(() => payments)])))).resolves.toEqual([]);
  });

  test("a payment file with a planted fault is not", async () => {
    const faulty = (await xmlOf(twoBatches)).replace("<ChrgBr>SLEV", "<ChrgBr>NONE");
    await expect(faultsOf("pain.001.001.09", faulty)).resolves.not.toEqual([]);
  });

  test("a notification of the demo bank is a valid camt.054.001.08", async () => {
    const answer = answerPaymentFile(await xmlOf(twoBatches), bank);
    expect(answer.ok).toBe(true);
    const notification = (answer.ok ? answer.value.notification : null) ?? "";
    await expect(faultsOf("camt.054.001.08", notification)).resolves.toEqual([]);
  });
});
