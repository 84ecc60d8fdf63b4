// Acts that bear a name and a date: 本轮签署, 撤回, 裁定, 办理.

import type { ComponentChildren, JSX } from "preact";
import { useState } from "preact/hooks";
import { Button } from "../frame/button";
import { Dialog } from "../frame/dialog";
import { Shape } from "../frame/shapes";
import type { PageProblem, PendingGiven, ReviewSignAnswer, ReviewTracksAnswer } from "../messages";
import { ONLY_LOOKS, problemsOf, type ReviewDesk } from "./review_desk";
import { GroundSelect } from "./ground_select";
import { ProblemList } from "./problems";
import { useReview, useReviewState } from "./use_review";
import { words as say } from "./words";

/** 本轮签署: of one form, or of all; it is valid without any entry. */
export function SignDialog(props: { readonly form: string | null; readonly close: () => void }): JSX.Element {
  const desk = useReview();
  const { forms } = useReviewState();
  const counted = forms.filter((form) => form.copy_of === "").map((form) => form.form);
  const [all, setAll] = useState(props.form === null);
  const [behalf, setBehalf] = useState("");
  const signed = all || props.form === null ? counted : [props.form];
  const pending = desk.pending.filter((one) => signed.includes(one.form));
  return (
    <SignedAct
      title={say.signTitle}
      button={say.signDo}
      close={props.close}
      act={(by, at) =>
        desk.engine
          .ask("review.sign", { forms: signed, pending, by, at, on_behalf_of: behalf, role: "evaluator" })
          .then(({ body }) => body)
      }
      forms={signed}
    >
      {props.form !== null && counted.length > 1 && (
        <div class="rv-radios" role="radiogroup" aria-label={say.signTitle}>
          <label>
            <input type="radio" name="sign" checked={!all} onChange={() => setAll(false)} /> {say.signThis}
          </label>
          <label>
            <input type="radio" name="sign" checked={all} onChange={() => setAll(true)} />{" "}
            {say.signAll(counted.length)}
          </label>
        </div>
      )}
      <p>{say.signEntries(pending.length)}</p>
      <label class="rv-labelled">
        <span>{say.onBehalf}</span>
        <input
          class="text-field"
          value={behalf}
          autocomplete="off"
          onInput={(event) => setBehalf(event.currentTarget.value)}
        />
      </label>
    </SignedAct>
  );
}

interface WithdrawDialogProps {
  readonly form: string;
  readonly entries: readonly string[];
  readonly what: string;
  readonly close: () => void;
}

/** 撤回 of own signed entries; nothing is deleted, the entry that takes it back stands beside it. */
export function WithdrawDialog({ form, entries, what, close }: WithdrawDialogProps): JSX.Element {
  const desk = useReview();
  return (
    <SignedAct
      title={say.withdraw.replace("…", "")}
      button={say.withdraw.replace("…", "")}
      close={close}
      forms={[form]}
      act={(by, at) => desk.engine.ask("review.withdraw", { form, entries, by, at }).then(({ body }) => body)}
    >
      <p>{what}</p>
      <p class="rv-quiet">{say.withdrawText}</p>
    </SignedAct>
  );
}

interface ArbitrateDialogProps {
  readonly entry: PendingGiven;
  readonly what: string;
  readonly close: () => void;
}

/** 裁定 of a conflict: by the lead, or by a meeting with numbered minutes. */
export function ArbitrateDialog({ entry, what, close }: ArbitrateDialogProps): JSX.Element {
  const desk = useReview();
  const { words } = useReviewState();
  const grounds = words?.grounds ?? [];
  const [ground, setGround] = useState(grounds.some((one) => one.name === entry.ground) ? (entry.ground ?? "") : "");
  const [note, setNote] = useState("");
  const [minutes, setMinutes] = useState("");
  const byMeeting = grounds.find((one) => one.minutes)?.name ?? "";
  const given: PendingGiven = {
    ...entry,
    act: "arbitration",
    ground: minutes.trim() === "" ? ground : byMeeting,
    note,
    minutes: minutes.trim(),
  };
  return (
    <SignedAct
      title={say.arbitrate}
      button={say.arbitrate}
      close={close}
      forms={[entry.form]}
      act={(by, at) =>
        desk.engine.ask("review.arbitrate", { entry: given, by, at }).then(({ body }) => body)
      }
    >
      <p>{what}</p>
      <p class="rv-quiet">{say.arbitrateText}</p>
      <label class="rv-labelled">
        <span>{words?.minutes ?? ""}</span>
        <input class="text-field" value={minutes} onInput={(event) => setMinutes(event.currentTarget.value)} />
      </label>
      {minutes.trim() === "" && <GroundSelect choice="other" ground={ground} choose={setGround} />}
      <label class="rv-labelled">
        <span>{say.note}</span>
        <input class="text-field" value={note} onInput={(event) => setNote(event.currentTarget.value)} />
      </label>
    </SignedAct>
  );
}

/** 办理 of a whole project: what its step allows. */
export function ActDialog(props: {
  readonly tracks: ReviewTracksAnswer;
  readonly close: () => void;
}): JSX.Element {
  const desk = useReview();
  const { words } = useReviewState();
  const possible = (words?.actions ?? []).filter((one) => props.tracks.actions.includes(one.key));
  const [action, setAction] = useState(possible[0]?.key ?? "");
  const [reason, setReason] = useState("");
  const { form } = props.tracks.line;
  const needsReason = possible.find((one) => one.key === action)?.reason === true;
  return (
    <SignedAct
      title={say.acts}
      button={possible.find((one) => one.key === action)?.word ?? say.acts}
      close={props.close}
      forms={[form]}
      act={(by, at) =>
        desk.engine.ask("review.act", { forms: [form], action, reason, by, at }).then(({ body }) => body)
      }
    >
      <div class="rv-radios" role="radiogroup" aria-label={say.acts}>
        {possible.map((one) => (
          <label key={one.key}>
            <input
              type="radio"
              name="act"
              checked={one.key === action}
              onChange={() => setAction(one.key)}
            />{" "}
            {one.word}
          </label>
        ))}
      </div>
      <label class="rv-labelled">
        <span>
          {say.actReason}
          {needsReason && " *"}
        </span>
        <input class="text-field" value={reason} onInput={(event) => setReason(event.currentTarget.value)} />
      </label>
    </SignedAct>
  );
}

/** 指派: who reviews, who leads, until when the unit answers. */
export function AssignDialog(props: {
  readonly tracks: ReviewTracksAnswer;
  readonly close: () => void;
}): JSX.Element {
  const desk = useReview();
  const { tracks } = props;
  const [people, setPeople] = useState(tracks.assigned.join("、"));
  const [lead, setLead] = useState(tracks.lead);
  const [due, setDue] = useState(tracks.due);
  const { form } = tracks.line;
  const names = people.split(/[、，,;；\s]+/u).filter((name) => name !== "");
  return (
    <SignedAct
      title={say.assign}
      button={say.assign}
      close={props.close}
      forms={[form]}
      act={(by, at) =>
        desk.engine
          .ask("review.act", { forms: [form], people: names, lead: lead.trim(), due: due.trim(), by, at })
          .then(({ body }) => body)
      }
    >
      <label class="rv-labelled">
        <span>{say.people}</span>
        <input class="text-field" value={people} onInput={(event) => setPeople(event.currentTarget.value)} />
      </label>
      <label class="rv-labelled">
        <span>{say.lead}</span>
        <input class="text-field" value={lead} onInput={(event) => setLead(event.currentTarget.value)} />
      </label>
      <label class="rv-labelled">
        <span>{say.due}</span>
        <input
          class="text-field"
          value={due}
          placeholder={say.dateHint}
          onInput={(event) => setDue(event.currentTarget.value)}
        />
      </label>
    </SignedAct>
  );
}

interface SignedActProps {
  readonly title: string;
  readonly button: string;
  readonly forms: readonly string[];
  readonly close: () => void;
  readonly act: (by: string, at: string) => Promise<ReviewSignAnswer>;
  readonly children: ComponentChildren;
}

/** Name and date of an act, its refusals at their fields, and what it came to. */
function SignedAct(props: SignedActProps): JSX.Element {
  const desk = useReview();
  const [by, setBy] = useState(desk.by);
  const [at, setAt] = useState(today());
  const [problems, setProblems] = useState<readonly PageProblem[]>([]);
  const [done, setDone] = useState<ReviewSignAnswer | null>(null);
  const missing = by.trim() === "" || at.trim() === "";
  const [asked, setAsked] = useState(false);
  const act = async (): Promise<void> => {
    setAsked(true);
    if (missing) return;
    if (desk.readOnly) return setProblems([ONLY_LOOKS]);
    try {
      const answer = await props.act(by.trim(), at.trim());
      if (answer.signed.length === 0) {
        setProblems([...answer.refused.map(refusalOf), ...answer.problems]);
        return;
      }
      await takeIn(desk, answer, by.trim(), props.forms);
      setDone(answer);
    } catch (error) {
      setProblems(problemsOf(error));
    }
  };
  if (done !== null) return <WhatCame answer={done} title={props.title} close={props.close} />;
  return (
    <Dialog
      title={props.title}
      onClose={props.close}
      foot={
        <>
          <Button kind="primary" onClick={() => void act()}>
            {props.button}
          </Button>
          <Button onClick={props.close}>{say.cancel}</Button>
        </>
      }
    >
      <div
        class="rv-form"
        onKeyDown={(event) => {
          if (event.key !== "Enter" || event.isComposing || !(event.target instanceof HTMLInputElement)) return;
          event.preventDefault();
          void act();
        }}
      >
        {props.children}
        <label class="rv-labelled">
          <span>{say.name}</span>
          <input class="text-field" value={by} onInput={(event) => setBy(event.currentTarget.value)} />
        </label>
        <label class="rv-labelled">
          <span>{say.date}</span>
          <input
            class="text-field"
            value={at}
            placeholder={say.dateHint}
            onInput={(event) => setAt(event.currentTarget.value)}
          />
        </label>
        {asked && missing && (
          <p class="rv-edit" role="alert">
            <Shape severity="edit" /> {say.signMissing}
          </p>
        )}
        {problems.length > 0 && (
          <div role="alert">
            <ProblemList problems={problems} />
          </div>
        )}
      </div>
    </Dialog>
  );
}

/** A refusal at the row, as a problem of the list. */
function refusalOf(refused: ReviewSignAnswer["refused"][number]): PageProblem {
  return { where: refused.name, what: refused.what, todo: refused.todo, code: "" };
}

interface WhatCameProps {
  readonly answer: ReviewSignAnswer;
  readonly title: string;
  readonly close: () => void;
}

function WhatCame({ answer, title, close }: WhatCameProps): JSX.Element {
  const { forms } = useReviewState();
  const titleOf = (form: string): string => forms.find((line) => line.form === form)?.title ?? form;
  return (
    <Dialog title={title} onClose={close}>
      <ul class="rv-list">
        {answer.signed.map((one) => (
          <li key={one.form}>
            <Shape severity="good" /> {say.signedSays(titleOf(one.form), one.say)}
            <span class="rv-quiet"> {one.step_name}</span>
          </li>
        ))}
        {answer.refused.map((one, index) => (
          <li key={index}>
            <Shape severity="edit" /> {titleOf(one.form)} {one.name}：{one.what}
            <span class="rv-quiet"> {one.todo}</span>
          </li>
        ))}
      </ul>
      <ProblemList problems={answer.problems} />
    </Dialog>
  );
}

/** What is in the ledger is pending no more; what was refused stays. */
async function takeIn(
  desk: ReviewDesk,
  answer: ReviewSignAnswer,
  by: string,
  forms: readonly string[],
): Promise<void> {
  await desk.reached(answer.taken, by, forms);
}

/** Today as YYYY-MM-DD, by the clock of this computer; the person sees and may change it. */
function today(): string {
  const now = new Date();
  const two = (number: number): string => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
