// 1 and 2 in the queue: a decision without opening the project, where it needs nothing more said.

import type { PendingGiven } from "../messages";
import type { ReviewDesk } from "./review_desk";
import type { QueueItem } from "./queue_order";
import { words as say } from "./words";

/** Decide the row of a finding; false where a ground or a number has to be given in the project. */
export async function quickChoice(desk: ReviewDesk, item: QueueItem, choice: "claim" | "rule"): Promise<boolean> {
  const { finding, form } = item;
  if (finding.row === "" || finding.state === "none") return false;
  const entry: PendingGiven = { form: form.form, row: finding.row, act: "ruling", choice };
  let stands = false;
  await desk.trying(async () => {
    const pending = desk.pending.filter((one) => one.form === form.form);
    const { body } = await desk.engine.ask("review.try", { form: form.form, entries: [entry], pending });
    const [tried] = body.entries;
    if (tried === undefined || tried.ground_needed || body.refused.length > 0) return;
    stands = true;
    desk.decide(say.didDecide(finding.name), [{ form: form.form, row: finding.row, entry: tried.entry }]);
  });
  return stands;
}
