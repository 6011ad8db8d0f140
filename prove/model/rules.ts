/**
 * The rules of the delete protocol that the model covers. Each stands for itself, so that each can be taken away once;
 * `transition` of lib/domain/attempt.ts is the product's own, a removed rule bends what it is given or what it answers.
 */
export const RULES = {
  "intent-first": "step 5: what is not known to be committed is not sent",
  "no-tombstone": "step 5: no intent for a template with a tombstone",
  lock: "one open or watched attempt for a template",
  "watched-locks": "a watched attempt keeps its lock",
  "send-within-5s": "step 6: nothing is sent later than 5 s after the intent",
  "date-fixed": "the signature's date is the intent's: refused after 15 min",
  "nonce-fixed": "the signature's nonce is the intent's: taken in once",
  "no-retry": "no retry of any kind below us",
  "nonce-used-is-unknown": "a refused nonce says that the bytes came before: unknown, not failed",
  "lost-answer-is-unknown": "5xx, a cut or no answer: unknown, not failed",
  fence: "a present read before the fence begins a watch and settles nothing",
  "fence-72s": "the sender's own unknown: 72 s for an effect on its way",
  "present-45s": "present only by a read that began 45 s after the intent",
  "read-ends-watch": "only a read ends the watch, never the clock",
  "read-begins": "a read counts from when it began, not from when its result is written",
  "gone-both": "gone only by both reads: the list by ID empty and the builds NotFound",
  "gone-after-fence": "a watched attempt takes gone only from a read after the fence",
  "compare-and-set": "outcome and state are one compare-and-set",
  "by-intent": "settled by the intent's number, never by the template",
  "late-unknown": "a late unknown is never appended",
  "late-not-sent": "a late not-sent is never appended",
  "tombstone-beats-listing": "a tombstone beats reads that began before it",
  "tombstone-only-earlier": "a tombstone beats only reads that began before it",
  "database-times": "when a read began is told by the database's clock",
  "vanish-second-look": "vanished: looked at again in the transaction that records it",
  "vanish-waits": "vanished: not while an attempt holds the template",
  "vanish-reads": "vanished: only when gone by both reads, a listing alone proves nothing",
  "missing-is-unreadable": "step 3: an answer that lacks a build of our copy is unreadable",
  "odd-word-blocks": "step 4: a word that we do not know blocks",
  "queue-ends": "a queue tries again only after an answer that says that nothing happened",
  "queue-number": "step 5's transaction keeps the intent's number in the queue's row, once",
} as const;

export type Rule = keyof typeof RULES;

/** One run keeps all rules but at most one. */
export type Kept = (rule: Rule) => boolean;
