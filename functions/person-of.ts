import { UserId } from "@grants/kernel/id";
import { newId } from "@grants/store/new-id";

/** The person behind an account of the issuer: always the same, and nobody else's. */
export const personOf = (subject: string): UserId => UserId.parse(`usr_${newId(subject)}`);
