// 带入文件…: a file is read, what it would change is shown, then it is brought in by one command.

import { useRef, useState } from "preact/hooks";

import { EngineRefusal } from "../engine/client";
import { Button } from "../frame/button";
import { Dialog } from "../frame/dialog";
import { bytesOf, filesOfInput } from "../frame/files";
import type { GivenFile } from "../frame/files";
import type { BroughtForm, PageProblem, ReadAnswer } from "../messages";
import { bringing, planBring } from "./bring";
import type { BringPlan } from "./bring";
import type { FormState } from "./form_state";
import { BRING, SECTION } from "./words";

type Shown =
  | { readonly kind: "choose" }
  | { readonly kind: "reading"; readonly name: string }
  | { readonly kind: "failed"; readonly problems: readonly PageProblem[] }
  | { readonly kind: "read"; readonly answer: ReadAnswer; readonly form: BroughtForm | null };

export function BringFile({ state, onClose }: { state: FormState; onClose: () => void }) {
  const input = useRef<HTMLInputElement>(null);
  const [shown, show] = useState<Shown>({ kind: "choose" });
  const { engine, layout, typed } = state.props;

  const read = async (given: GivenFile) => {
    show({ kind: "reading", name: given.name });
    try {
      const year = Number.parseInt(String(typed.year ?? ""), 10);
      const { body } = await engine.ask(
        "read",
        { given: { name: given.name, file: 0 }, set: layout.set, year: Number.isNaN(year) ? null : year },
        { files: [await bytesOf(given)] },
      );
      show({ kind: "read", answer: body, form: ofThisProject(body.forms, state) });
    } catch (error) {
      if (!(error instanceof EngineRefusal)) throw error;
      show({ kind: "failed", problems: error.problems });
    }
  };
  const plan = shown.kind === "read" && shown.form !== null ? planBring(state.place, shown.form.submission) : null;
  const bring = () => {
    if (plan !== null) state.run(bringing(state.place, plan), BRING.did);
    onClose();
  };
  const changes = plan !== null && plan.filled + plan.over + plan.added.length > 0;
  return (
    <Dialog
      title={BRING.title} onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{BRING.cancel}</Button>
          {changes
            ? <Button kind="primary" onClick={bring}>{BRING.go}</Button>
            : <Button kind="primary" autoFocus onClick={() => input.current?.click()}>{BRING.choose}</Button>}
        </>
      }
    >
      <input
        ref={input} class="hidden" type="file" tabIndex={-1} aria-hidden
        onChange={(event) => {
          const [given] = filesOfInput(event.currentTarget);
          event.currentTarget.value = "";
          if (given !== undefined) void read(given);
        }}
      />
      {shown.kind === "choose" && <p>{BRING.how}</p>}
      {shown.kind === "reading" && <p role="status">{BRING.reading(shown.name)}</p>}
      {shown.kind === "failed" && <Problems problems={shown.problems} />}
      {shown.kind === "read" && (
        <Found
          answer={shown.answer} form={shown.form} plan={plan} kept={keptLabels(state, plan)}
          onForm={(form) => show({ kind: "read", answer: shown.answer, form })}
        />
      )}
    </Dialog>
  );
}

/** What stays as it is, by the labels of the form; what has none by its section. */
function keptLabels({ props }: FormState, plan: BringPlan | null): string[] {
  const cells = props.layout.head.flat();
  const sections: Readonly<Record<string, string>> = SECTION;
  const labels = (plan?.kept ?? []).map((path) => {
    const label = cells.find((cell) => cell.field === path)?.label ?? "";
    return label === "" ? (sections[path.split("/")[0] ?? ""] ?? BRING.others) : label;
  });
  return [...new Set(labels)];
}

function Found({ answer, form, plan, kept, onForm }: {
  answer: ReadAnswer; form: BroughtForm | null; plan: BringPlan | null; kept: readonly string[];
  onForm: (form: BroughtForm) => void;
}) {
  if (answer.forms.length === 0) {
    return <><p>{answer.note || BRING.nothing}</p><Problems problems={answer.problems} /></>;
  }
  if (form === null || plan === null) {
    return (
      <>
        <p>{BRING.which}</p>
        {answer.forms.map((each, at) => <p key={at}><Button onClick={() => onForm(each)}>{each.title || each.unit}</Button></p>)}
      </>
    );
  }
  const effects = [
    ...(plan.filled > 0 ? [BRING.filled(plan.filled)] : []),
    ...(plan.over > 0 ? [BRING.over(plan.over)] : []),
    ...(plan.added.length > 0 ? [BRING.added(plan.added.length)] : []),
  ];
  return (
    <>
      <p>{answer.kind_words}：{form.title}</p>
      {form.brought.length > 0 && <p>{BRING.brought}：{form.brought.join("；")}</p>}
      {form.left_out.length > 0 && <p>{BRING.left}：{form.left_out.join("；")}</p>}
      <p><b>{effects.length === 0 ? BRING.same : `${effects.join("，")}。`}</b></p>
      {kept.length > 0 && <p>{BRING.kept}：{kept.join("、")}</p>}
      <Problems problems={[...form.repairs, ...form.unplaced]} />
    </>
  );
}

function Problems({ problems }: { problems: readonly PageProblem[] }) {
  return (
    <ul class="bring-problems">
      {problems.map((problem, at) => <li key={at}>{[problem.where, problem.what, problem.todo].filter(Boolean).join("：")}</li>)}
    </ul>
  );
}

/** The project of the form, where the file has it; the only one; else the person says which. */
function ofThisProject(forms: readonly BroughtForm[], state: FormState): BroughtForm | null {
  const name = state.props.typed.project?.name ?? "";
  const named = forms.filter((form) => name !== "" && form.title === name);
  return named.length === 1 ? (named[0] ?? null) : forms.length === 1 ? (forms[0] ?? null) : null;
}
