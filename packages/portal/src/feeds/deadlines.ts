import ical from "ical-generator";

/** A deadline of a call. */
export type Deadline = {
  readonly callId: string;
  readonly title: string;
  readonly description: string;
  readonly url: string;
  readonly closesAt: string;
  readonly updatedAt: string;
  /** The version of the call: a calendar takes a later one for a change of the same entry. */
  readonly contentVersion: number;
};

type Calendar = { readonly name: string; readonly language: string; readonly deadlines: readonly Deadline[] };

/** What makes the identifiers of entries ours. It is no address and stays when the site moves. */
const identifierDomain = "eccc-grants";
const hoursBetweenReads = 6;

/** Separators of lists have no place in the name of a calendar: readers take what follows them for something else. */
const plainName = (name: string): string => name.replaceAll(/[,;\\]/g, " ");

/** Deadlines as a calendar (RFC 5545): each an instant, under an identifier that stays the same through all versions of its call. */
export const deadlineCalendar = ({ name, language, deadlines }: Calendar): string => {
  const calendar = ical({
    name: plainName(name),
    prodId: { company: "ECCC", product: "Grants", language: language.toUpperCase() },
    ttl: hoursBetweenReads * 3_600,
  });
  for (const { callId, title, description, url, closesAt, updatedAt, contentVersion } of deadlines) {
    const at = new Date(closesAt);
    calendar.createEvent({
      id: `${callId}@${identifierDomain}`,
      sequence: contentVersion,
      stamp: new Date(updatedAt),
      start: at,
      end: at,
      summary: title,
      description,
      url,
    });
  }
  // The last line ends like every other.
  return `${calendar.toString()}\r\n`;
};
