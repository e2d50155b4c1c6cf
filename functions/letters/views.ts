import type { Stored } from "@grants/core/audit/stored";
import type { Letter } from "@grants/core/letters/letter";
import type { LetterBox, LetterStanding, ShownLetter } from "@grants/core/letters/read-letters";
import type { ResultLetters } from "@grants/core/letters/order-result-letters";
import { composeLetterDocument } from "@grants/documents/letters/compose-letter";
import { blockView } from "../block-view.ts";

export const letterHead = ({ version, state }: Stored<Letter>) => ({ version, letter: state });

const standingView = ({ letter, receipt, reply }: LetterStanding) => ({
  ...letterHead(letter),
  ...(receipt === null ? {} : { receipt }),
  ...(reply === null ? {} : { reply }),
});

export const letterBoxView = ({ letters, mayOpen, next }: LetterBox) => ({
  letters: letters.map(({ label, ...letter }) => ({ ...standingView(letter), label })),
  mayOpen,
  ...(next === null ? {} : { next }),
});

export const letterView = (shown: ShownLetter) => {
  const { letter, facts, answer, isReceiver, allowedActions } = shown;
  const { title, standing, blocks } = composeLetterDocument(letter.state, facts);
  return {
    ...standingView(shown),
    title,
    standing,
    blocks: blocks.map(blockView),
    ...(answer === null ? {} : { answer }),
    isReceiver,
    allowedActions: [...allowedActions],
  };
};

export const resultLettersView = ({ decision, letters, sent, batch, allowedActions }: ResultLetters) => ({
  decisionId: decision.state.id,
  callId: decision.state.callId,
  topicId: decision.state.topicId,
  letters,
  sent,
  ...(batch === null ? {} : { orderedAt: batch.state.orderedAt }),
  allowedActions: [...allowedActions],
});
