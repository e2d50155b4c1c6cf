import { z } from "zod";
import { cast } from "./people.ts";
import type { StoryApi } from "./story-api.ts";

const Asked = z.object({ version: z.int(), question: z.object({ id: z.string() }) });

type Told = {
  readonly asker: keyof typeof cast;
  readonly asked: string;
  readonly question: string;
  readonly answer: string;
};

/** Questions as applicants of such calls ask them, and answers that follow the text of the call. All of them are made up. */
const told: readonly Told[] = [
  {
    asker: "chiara",
    asked:
      "We are the national hub consortium of Italy. Do our three hosts each have to be in a different Member State?",
    question: "Do the hosts of a Cross-Border Cyber Hub have to be in different Member States?",
    answer:
      "Yes. The call asks for National Cyber Hubs of at least three Member States. Further partners may be in the same Member States.",
  },
  {
    asker: "mikael",
    asked: "Can we claim the rent of the operations room in Helsinki, and from which date on?",
    question: "Is the rent of an operations room eligible, and from when on?",
    answer:
      "Rent belongs to category C (purchases), for the time in which the room serves the action. Costs before the action begins are not eligible.",
  },
  {
    asker: "anna",
    asked: "May a partner take part in two proposals of this call?",
    question: "May an organisation take part in more than one proposal?",
    answer: "Yes. No rule of this call keeps an organisation to one proposal, but the same costs are paid once.",
  },
];

const ask = async (api: StoryApi, callId: string, asker: keyof typeof cast, question: string) =>
  Asked.parse(await api.send("POST", `/v1/calls/${callId}/questions`, { as: cast[asker], body: { question } }));

/** Questions about the open call: answered to all, merged with another one, and one that waits; and somebody who wants to hear of answers. */
export const tellQuestions = async (api: StoryApi, callId: string): Promise<void> => {
  const officer = cast.programmeOfficer;
  const pathOf = ({ question: { id } }: z.infer<typeof Asked>) => `/v1/calls/${callId}/questions/${id}`;
  const taken: z.infer<typeof Asked>[] = [];
  for (const { asker, asked, question, answer } of told) {
    // oxlint-disable-next-line no-await-in-loop -- a story is told in order.
    const of = await ask(api, callId, asker, asked);
    const body = { question, answer };
    // oxlint-disable-next-line no-await-in-loop -- the same.
    await api.send("PUT", `${pathOf(of)}/answer`, { as: officer, ifMatch: 1, body });
    // oxlint-disable-next-line no-await-in-loop -- the same.
    await api.send("POST", `${pathOf(of)}/publication`, { as: officer, ifMatch: 2 });
    taken.push(of);
  }
  const same = await ask(api, callId, "joost", "Must all hosts of a cross-border hub sit in different countries?");
  const [first] = taken;
  if (first === undefined) throw new Error("The story has no question.");
  const aside = { because: "ANSWERED_WITH_ANOTHER", with: first.question.id };
  await api.send("POST", `${pathOf(same)}/setting-aside`, { as: officer, ifMatch: 1, body: aside });
  await ask(api, callId, "ana", "Does a hub that is recognised next year already count as a National Cyber Hub?");
  const wish = { mail: "newsdesk@cyberweekly.example", language: "en", topic: { kind: "call", callId } };
  await api.send("POST", "/v1/calls/subscriptions", { as: cast.newcomer, body: wish });
};
