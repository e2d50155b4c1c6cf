import { Assistance, type AssistanceStore } from "@grants/core/access/assistance";
import { StaffMember, type StaffStore } from "@grants/core/access/staff";
import type { Busy } from "@grants/core/audit/stored";
import { rightsWrites } from "./access.ts";
import { commit } from "./commit.ts";
import { commitOne, settleOne } from "./commit-one.ts";
import type { Database } from "./database.ts";
import { queryAll, toStored } from "./read.ts";
import { peopleKeys, peoplePatterns } from "./tables/people.ts";

/** The staff directory, as far as the rules of segregation need it. */
export const createStaffStore = (db: Database): StaffStore => ({
  listStaff: async () => {
    const items = await queryAll(db, peoplePatterns.staff, { pk: peopleKeys.staffMember("").pk });
    return items.map((item) => toStored(StaffMember, item));
  },
  commitStaff: async (change, rights, command) => {
    const head = { change, key: peopleKeys.staffMember(change.aggregate), schema: "staff-member/1" };
    const beside = rights.flatMap((one) => rightsWrites(db, one));
    return commitOne(commit<Busy>(db, { command, heads: [head], beside }));
  },
  settleStaff: (stored, expectedVersion, command) =>
    settleOne(db, { aggregate: stored.state.id, expectedVersion, stored }, command),
});

/** Who has helped which applicant (NCC-05). */
export const createAssistanceStore = (db: Database): AssistanceStore => ({
  loadAssistances: async (applicant) => {
    const items = await queryAll(db, peoplePatterns.assistances, { pk: peopleKeys.assistance(applicant, "").pk });
    return items.map((item) => toStored(Assistance, item));
  },
  commitAssistance: async (change, command) => {
    const key = peopleKeys.assistance(change.next.applicant, change.aggregate);
    return commitOne(commit(db, { command, heads: [{ change, key, schema: "assistance/1" }] }));
  },
  settleAssistance: (stored, command) =>
    settleOne(db, { aggregate: stored.state.id, expectedVersion: 0, stored }, command),
});
