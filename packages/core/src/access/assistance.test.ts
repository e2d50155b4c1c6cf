import { OrganisationId, UserId } from "@grants/kernel/id";
import { LocalDate } from "@grants/kernel/time";
import { newId } from "@grants/store/new-id";
import { describe, expect, test } from "vitest";
import { type Assistance, AssistanceId, refuseAssistant } from "./assistance.ts";

const organisation = (name: string) => OrganisationId.parse(`org_${newId(name)}`);
const officer = UserId.parse(`usr_${newId("officer")}`);
const otherAccount = UserId.parse(`usr_${newId("the same officer")}`);
const colleague = UserId.parse(`usr_${newId("colleague")}`);
const [centre, otherCentre] = [organisation("centre"), organisation("other centre")];
const [applicant, otherApplicant] = [organisation("applicant"), organisation("other applicant")];
const proposal = `prop_${newId("proposal")}`;

const helped = (subject?: string): Assistance => ({
  id: AssistanceId.parse(`ast_${newId("assistance")}`),
  centre,
  officer,
  applicant,
  ...(subject === undefined ? {} : { subject }),
  assistedOn: LocalDate.parse("2027-01-05"),
});
const refusal = (because: string) => ({ kind: "AssistedBefore", because });

describe("assessing an applicant after somebody helped it (NCC-05)", () => {
  test("is refused to the person who helped, whatever it is about and under any account", () => {
    const persons = [otherAccount, officer];
    expect(refuseAssistant([helped(proposal)], { persons, centre: null }, { applicant })).toMatchObject(
      refusal("PERSON"),
    );
    expect(refuseAssistant([helped()], { persons: [officer], centre }, { applicant, subject: "x" })).toMatchObject(
      refusal("PERSON"),
    );
  });

  test("is refused to the whole Centre for the application that it helped with", () => {
    const assessor = { persons: [colleague], centre };
    expect(refuseAssistant([helped(proposal)], assessor, { applicant, subject: proposal })).toMatchObject(
      refusal("CENTRE"),
    );
    expect(refuseAssistant([helped()], assessor, { applicant, subject: proposal })).toMatchObject(refusal("CENTRE"));
    expect(refuseAssistant([helped(proposal)], assessor, { applicant, subject: "another" })).toBeNull();
  });

  test("is open to another Centre, and to everybody for another applicant", () => {
    expect(refuseAssistant([helped()], { persons: [colleague], centre: otherCentre }, { applicant })).toBeNull();
    expect(refuseAssistant([helped()], { persons: [officer], centre }, { applicant: otherApplicant })).toBeNull();
    expect(refuseAssistant([], { persons: [officer], centre }, { applicant })).toBeNull();
  });
});
