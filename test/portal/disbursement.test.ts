import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { keys } from "@grants/store/tables/all";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { createAwards } from "../support/awarded.ts";
import {
  desk,
  expectAccessible,
  expectNoConsoleErrors,
  expectNoOverflow,
  phone,
  startBrowser,
  takeScreenshot,
  type TestBrowser,
} from "../support/browser.ts";
import { createPayables } from "../support/payable.ts";
import { openPortalSite, type PortalSite, type SitePerson } from "../support/portal-site.ts";

// A browser on a busy machine may take its time.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 });

const monday = "2027-05-03T09:00:00.000Z";
let site: PortalSite;
let browser: TestBrowser;
let payables: Awaited<ReturnType<typeof createPayables>>;
let people: Readonly<
  Record<"initiator" | "verifier" | "authorisingOfficer" | "accountant" | "secondAccountant", SitePerson>
>;

beforeAll(async () => {
  [site, browser] = await Promise.all([openPortalSite(monday), startBrowser()]);
  const callId = await createAwards(site.api, site.db).openCall();
  payables = await createPayables(site.api, site.db, callId);
  people = {
    initiator: await site.person("circuit initiator", "initiator"),
    verifier: await site.person("circuit verifier", "verifier"),
    authorisingOfficer: await site.person("circuit authorisingOfficer", "authorisingOfficer"),
    accountant: await site.person("circuit accountant", "accountingOfficer"),
    secondAccountant: await site.person("circuit secondAccountant", "accountingOfficer"),
  };
});
afterEach(async () => {
  await browser.closePages();
  expect(site.errors).toEqual([]);
});
afterAll(async () => {
  await browser.close();
  await site.stop();
});

/** Every page works without scripts; the ones that this test opens with scripts say so. */
const open = (path: string, person: SitePerson, options: Parameters<TestBrowser["openPage"]>[1] = {}) =>
  browser.openPage(`${site.url}${path}`, { javaScript: false, cookies: person.cookies, ...options });
const heading = (page: Page) => page.getByRole("heading", { level: 1 }).textContent();
const main = (page: Page) => page.locator("main").textContent();
const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
const follow = (page: Page, name: string) => page.getByRole("link", { name }).first().click();
const said = (page: Page) => page.getByRole("status").textContent();
const expectWell = async (page: Page): Promise<void> => {
  await expect(expectAccessible(page)).resolves.toEqual([]);
  await expectNoOverflow(page);
};
/** A coordinator with an agreement in force, who may be paid. */
const inForce = async (name: string) => {
  const person = await site.person(name, "applicant");
  const payee = { user: person.user, organisation: person.organisation };
  await payables.payees.validate(payee);
  return { person, ...(await payables.sign(payee)) };
};
const paymentsOf = (agreementId: string) => `/en/payments/agreements/${agreementId}`;
const requestPage = (requestId: string) => `/en/payments/requests/${requestId}`;

describe("a payment, clicked through by its persons without JavaScript", () => {
  test("goes from the request to the day of payment", async () => {
    const { agreementId, person } = await inForce("Coordinator of Ghent");
    const initiator = await open(paymentsOf(agreementId), people.initiator);
    expect(await main(initiator)).toContain("€214,000.00");
    await press(initiator, "Register the request");
    expect(await said(initiator)).toContain("The request is registered");
    await expectWell(initiator);

    const verifier = await open("/en/payments", people.verifier);
    expect(await main(verifier)).toContain("You: check the request");
    await expectWell(verifier);
    await takeScreenshot(verifier, "payments-queue-desk");
    await follow(verifier, "NATHUB-BE");
    await press(verifier, "Certified correct");
    expect(await said(verifier)).toContain("The request is certified correct");

    const officer = await open("/en/payments", people.authorisingOfficer);
    await follow(officer, "NATHUB-BE");
    await officer.getByLabel("Day of execution").fill("2027-05-11");
    await expectWell(officer);
    await takeScreenshot(officer, "payments-request-desk");
    await press(officer, "Authorise");
    expect(await said(officer)).toContain("The payment is authorised");

    const accountant = await open("/en/payments/runs?executionOn=2027-05-11", people.accountant);
    expect(await heading(accountant)).toBe("Orders of 11 May 2027");
    await expectWell(accountant);
    await press(accountant, "Prepare the run");
    expect(await said(accountant)).toContain("The run is asked for");
    expect(await main(accountant)).toContain("The run is being prepared");
    await expectWell(accountant);
    await site.api.runPayments();
    await follow(accountant, "Look again");
    expect(await main(accountant)).toContain("You made this run. Another person must confirm it.");
    await expectWell(accountant);

    const second = await open("/en/payments/runs", people.secondAccountant);
    await follow(second, "11 May 2027");
    await press(second, "Confirm the run");
    expect(await said(second)).toContain("The run is confirmed");

    await accountant.reload();
    await press(accountant, "Release the file");
    expect(await said(accountant)).toContain("The file is released");
    expect(await main(accountant)).toContain("The run is being handed to the bank");
    await expectWell(accountant);
    await site.api.runPayments();
    await follow(accountant, "Look again");
    expect(await main(accountant)).toContain("Completed");
    expect(await main(accountant)).toContain("Paid: booked by the bank");
    expect(await main(accountant)).toContain("Booked");
    await expectWell(accountant);
    await takeScreenshot(accountant, "payments-run-desk");

    const coordinator = await open("/en/payments", person, { viewport: phone });
    await follow(coordinator, "NATHUB-BE");
    expect(await heading(coordinator)).toBe("Payments of NATHUB-BE");
    expect(await main(coordinator)).toContain("Our account was debited on 11 May 2027");
    await expectWell(coordinator);
    await takeScreenshot(coordinator, "payments-money-phone");
  });

  test("says why a run was refused, and leads to another try", async () => {
    const executionOn = "2027-05-12";
    const { person, ...signed } = await inForce("Coordinator with another account");
    await payables.authorised(signed, executionOn);
    const by = { verifier: people.verifier.user, accountant: people.accountant.user };
    const payee = { user: person.user, organisation: person.organisation };
    await payables.payees.changeAccount(payee, { iban: "BE71 0961 2345 6769", holderName: "Cyber Hub" }, by);
    const page = await open(`/en/payments/runs/days/${executionOn}`, people.accountant);
    await press(page, "Prepare the run");
    await site.api.runPayments();
    await follow(page, "Look again");
    expect(await main(page)).toContain("No order of the day can be paid.");
    await expectWell(page);
    await follow(page, "The orders of the day, and another try");
    expect(await main(page)).toContain("The run of this day was refused; the day is open again.");
    expect(await page.getByRole("button", { name: "Prepare the run" }).isEnabled()).toBe(true);
    await expectWell(page);
  });

  test("stops and resumes the clock with a reason, and says what the reason lacks", async () => {
    const made = await payables.validated(await inForce("Suspended coordinator"));
    const page = await open(requestPage(made.requestId), people.verifier);
    await page.getByLabel("Reason").fill("short");
    await press(page, "Stop the clock");
    expect(await page.locator("#error-summary").textContent()).toContain("Reason: Write 10 to 2,000 characters.");
    expect(await page.getByLabel("Reason").inputValue()).toBe("short");
    await expectWell(page);
    await page.getByLabel("Reason").fill("The guarantee that the agreement asks for is missing.");
    await press(page, "Stop the clock");
    expect(await said(page)).toContain("The clock stands");
    expect(await main(page)).toContain("30 days left once it runs again");
    await expectWell(page);
    await press(page, "Let the clock run");
    expect(await said(page)).toContain("The clock runs again");
  });

  test("says at the day why it cannot be", async () => {
    const made = await payables.validated(await inForce("Sunday coordinator"));
    const page = await open(requestPage(made.requestId), people.authorisingOfficer);
    expect(await page.getByLabel("Day of execution").inputValue()).toBe("2027-05-04");
    await page.getByLabel("Day of execution").fill("2027-05-09");
    await press(page, "Authorise");
    expect(await page.locator("#error-summary").textContent()).toContain("Choose a working day from today on");
    expect(await page.getByLabel("Day of execution").inputValue()).toBe("2027-05-09");
    await expectWell(page);
  });

  test("tells why a button does nothing, and what the coordinator lacks", async () => {
    const person = await site.person("Coordinator without files", "applicant");
    const signed = await payables.sign({ user: person.user, organisation: person.organisation });
    const { id } = await payables.request(signed);
    await site.api.person("circuit initiator", [{ role: "initiator" }, { role: "verifier" }]);
    const page = await open(requestPage(id), people.initiator);
    expect(await main(page)).toContain("You have had a part in this payment. Another person must do this step.");
    expect(await main(page)).toContain("The legal entity is not validated.");
    await site.api.person("circuit initiator", [{ role: "initiator" }]);
    const own = await open(paymentsOf(signed.agreementId), person, { viewport: phone });
    await follow(own, "The file of the organisation");
  });

  test("is somebody else's for a stranger", async () => {
    const { agreementId } = await inForce("Unseen coordinator");
    const stranger = await site.person("Curious", "applicant");
    expect(await heading(await open(paymentsOf(agreementId), stranger))).toBe("Page not found");
    const reviewer = await site.person("Expert", "expert");
    expect(await heading(await open("/en/payments", reviewer))).toBe("You may not do this");
    expect(await heading(await open("/en/payments", { ...stranger, cookies: { person: "nobody" } }))).toBe(
      "Please sign in",
    );
  });
});

describe("what the bank says", () => {
  test("is imported by one person and applied by another; what fits nothing is listed", async () => {
    const text = `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08"><BkToCstmrDbtCdtNtfctn>
<GrpHdr><MsgId>N-1</MsgId><CreDtTm>2027-05-03T12:00:00Z</CreDtTm></GrpHdr>
<Ntfctn><Id>1</Id><CreDtTm>2027-05-03T12:00:00Z</CreDtTm><Acct><Id><IBAN>RO49AAAA1B31007593840000</IBAN></Id></Acct>
<Ntry><Amt Ccy="EUR">1.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2027-05-03</Dt></BookgDt><BkTxCd/>
<NtryDtls><TxDtls><Refs><EndToEndId>ECCC-101000000-9</EndToEndId></Refs></TxDtls></NtryDtls></Ntry>
</Ntfctn></BkToCstmrDbtCdtNtfctn></Document>`;
    const page = await open("/en/payments/bank-messages/new", people.accountant);
    await page.getByLabel("Text of the message").fill("not a message");
    await press(page, "Import a message of the bank");
    expect(await page.locator("#error-summary").textContent()).toContain("Paste the whole message");
    await expectWell(page);
    await page.getByLabel("Text of the message").fill(text);
    await press(page, "Import a message of the bank");
    expect(await heading(page)).toBe("Message N-1 of the bank");
    expect(await main(page)).toContain("You imported this message. Another person must apply it.");
    await expectWell(page);
    const second = await open(new URL(page.url()).pathname, people.secondAccountant);
    await press(second, "Book what it says");
    expect(await said(second)).toContain("The message is released");
    expect(await main(second)).toContain("What the message says is being booked");
    await expectWell(second);
    await site.api.runPayments();
    await follow(second, "Look again");
    expect(await main(second)).toContain("Applied");
    const list = await open("/en/payments/bank-exceptions", people.accountant);
    expect(await main(list)).toContain("No payment of ours has this reference");
    await expectWell(list);
  });
});

describe("the pages of payments", () => {
  test("read in Dutch and keep quiet with scripts on", async () => {
    const { agreementId, person } = await inForce("Nederlandse coördinator");
    const page = await open(`/nl/payments/agreements/${agreementId}`, person, { javaScript: true, viewport: desk });
    expect(await main(page)).toContain("De weg van het geld");
    expectNoConsoleErrors(page);
    const empty = await open("/nl/payments/runs", people.accountant);
    expect(await heading(empty)).toBe("Betalingsrondes");
    await expectWell(empty);
  });
});

describe("a payment, computed once more by the auditor", () => {
  test("is reached from its timeline, and stands beside what was asked for", async () => {
    const auditor = await site.person("auditor of payments", "auditor");
    const { id } = await payables.request(await inForce("Coordinator of Mons"));
    const page = await open(`/en/audit/${id}`, auditor, { viewport: phone });
    await follow(page, "Compute it once more");
    expect(await heading(page)).toBe("A payment, computed once more");
    expect(await main(page)).toContain("The same comes out");
    expect(await page.getByRole("row", { name: "Amount to transfer" }).getByRole("cell").allTextContents()).toEqual([
      "€214,000.00",
      "€214,000.00",
      "€214,000.00",
    ]);
    await expectWell(page);
    await takeScreenshot(page, "payment-replay-phone");
  });

  test("names what differs, and is nobody else's", async () => {
    const auditor = await site.person("auditor of differences", "auditor");
    const { id } = await payables.request(await inForce("Coordinator of Namur"));
    await site.db.client.send(
      new UpdateCommand({
        TableName: site.db.tables.grants,
        Key: keys.paymentRequest(id),
        UpdateExpression: "SET amountCents = amountCents + :one",
        ExpressionAttributeValues: { ":one": 1 },
      }),
    );
    const pageFor = async ({ user }: SitePerson, language: string) => {
      const answer = await fetch(`${site.url}/${language}/audit/${id}/replay`, {
        headers: { cookie: `person=${user}` },
      });
      return { status: answer.status, text: await answer.text() };
    };
    const shown = await pageFor(auditor, "nl");
    expect(shown.text).toContain("Het eerste gegeven dat verschilt: Over te maken bedrag.");
    expect(shown.text).toContain("214.000,01");
    expect(await pageFor(people.verifier, "en")).toMatchObject({ status: 403 });
  });
});
