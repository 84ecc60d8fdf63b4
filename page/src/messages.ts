// Made from scoring/page/messages by packaging/page/message_types.py; changed there.

/** A 办理: what can be done with a whole project; ``reason`` where it needs a 事由. */
export interface ActionWords {
  key: string;
  word: string;
  reason: boolean;
}

/** One file: what it is, what was read of it, by which rule. */
export interface AddedFile {
  name: string;
  kind: string;
  severity: "edit" | "ask" | "note" | "lack" | "good" | "none";
  read: string;
  rule: string;
  forms: readonly (string)[];
  unknown: number;
  restored: number;
  entries: number;
  skipped: string;
  problems: readonly (PageProblem)[];
}

/** The document that changed an indicator's target during the year. */
export interface Adjustment {
  document: string;
  date?: string;
}

/** One answer of the unit. */
export interface AnswerGiven {
  row: string;
  agrees?: boolean | null;
  say?: string;
  evidence?: string;
}

/** One row that a batch would decide. */
export interface BatchChange {
  entry: PendingGiven;
  title: string;
  name: string;
  before: string | null;
  after: string | null;
}

/** 这一批. */
export interface BatchTotals {
  files: number;
  forms: number;
  known: number;
  unknown: number;
  targets: number;
  reports: number;
  unread: number;
  repeats: number;
  restored: number;
  entries: number;
  secret: number;
}

/** One form or table of a file as a submission to go on with. */
export interface BroughtForm {
  title: string;
  unit: string;
  year: number | null;
  set: string;
  set_by: "form" | "person" | "clues" | "";
  offers: readonly (SetOffer)[];
  rows: number;
  submission: Record<string, unknown>;
  brought: readonly (string)[];
  left_out: readonly (string)[];
  repairs: readonly (PageProblem)[];
  unplaced: readonly (PageProblem)[];
  secret: boolean;
}

/** A button of a card: what it does and what stands on it. */
export interface CardButton {
  kind: "take_rule" | "adjust" | "keep" | "reason" | "evidence" | "survey" | "explain" | "fill";
  text: string;
  value: string;
  field: string;
}

/** One case of the rule in words; ``hit`` is the one that applied. */
export interface CaseInWords {
  text: string;
  note: string;
  hit: boolean;
}

/** How a value came to be known, in order: what is less than :data:`KNOWN` is not known. */
export type Certainty = "0" | "1" | "2" | "3" | "4" | "5" | "6";

/** The self-check of a form, each item once, in the order of the form. */
export interface CheckAnswer {
  items: readonly (CheckLine)[];
  checks: readonly (FormCheck)[];
  counts: Record<string, number>;
  standing: "empty" | "filling" | "edit" | "ready";
  standing_words: string;
  differing: number;
  note: string;
}

/** A submission whose self-check is wanted. */
export interface CheckAsk {
  submission: Record<string, unknown>;
}

/** One item of the self-check, about one place of the form. */
export interface CheckLine {
  at: string;
  place: string;
  name: string;
  severity: "edit" | "ask" | "note" | "lack" | "good" | "none";
  code: string;
  saw: string;
  title: string;
  short: string;
  text: string;
  ask: string;
  advice: string;
  settle: string;
  field: string;
  stake: string;
  reason: string;
  sources: readonly (string)[];
  replies: readonly (CardButton)[];
  group: "edit" | "ask" | "note" | "lack" | "targets";
}

/** One point of a checklist: whether it is fulfilled, and by which evidence. */
export interface ChecklistItem {
  met: boolean;
  evidence?: readonly (Evidence)[];
  reason?: string;
}

/** A row on which two persons differ. */
export interface ConflictLine {
  form: string;
  title: string;
  row: string;
  name: string;
  entries: readonly (EntryLine)[];
}

/** What comes back: ``body`` where it is ``ok``, else the problems; there may be both. */
export interface EngineAnswer {
  id: number;
  rev: number;
  ok: boolean;
  problems: readonly (PageProblem)[];
  body: Record<string, unknown> | null;
}

/** How far a long operation is; any number of them come before its answer. */
export interface EngineProgress {
  done: number;
  of: number;
  text: string;
}

/** A message of the page. ``rev`` is the revision of the document that it is about. */
export interface EngineRequest {
  id: number;
  op: string;
  rev: number;
  body: Record<string, unknown>;
}

/** An entry of the ledger as it is shown. */
export interface EntryLine {
  id: string;
  kind: string;
  word: string;
  row: string;
  name: string;
  by: string;
  at: string;
  round: string;
  stage: number;
  role: string;
  score: string | null;
  verified_target: string | null;
  verified_actual: string | null;
  ground: string;
  note: string;
  agrees: boolean | null;
  say: string;
  evidence: string;
  on_behalf_of: string;
  standing: string;
  comes_to: string | null;
}

/** One piece of 佐证材料: its name, number and page. */
export interface Evidence {
  name: string;
  number?: string;
  page?: string;
}

/** The published forms that ship, filled in, as submissions to look at. */
export interface ExamplesAnswer {
  submissions: readonly (Record<string, unknown>)[];
}

/** Nothing is asked. */
export interface ExamplesAsk {
}

/** Why a row has its score, in five steps. */
export interface ExplainAnswer {
  at: string;
  path: readonly (string)[];
  name: string;
  points: string;
  claimed: string | null;
  rule: string | null;
  low: string;
  high: string;
  band_say: string;
  severity: "edit" | "ask" | "note" | "lack" | "good" | "none";
  word: string;
  read_as: readonly (ReadAs)[];
  hint: string;
  rule_name: string;
  cases: readonly (CaseInWords)[];
  formula: string;
  formula_notes: readonly (string)[];
  sources: readonly (RowSource)[];
  asks: readonly (CheckLine)[];
  text: string;
}

/** A row of a submission whose score is to be explained. */
export interface ExplainAsk {
  submission: Record<string, unknown>;
  at: string;
}

/** The files, and what could not be carried over. */
export interface ExportAnswer {
  files: readonly (FileMade)[];
  notes: readonly (string)[];
}

/** What is wanted of some submissions. */
export interface ExportAsk {
  submissions: readonly (Record<string, unknown>)[];
  kinds: readonly ("xlsx" | "docx" | "html" | "pdf" | "json" | "explanation" | "explanation_page" | "evidence" | "public" | "summary" | "overview_text" | "copy" | "fill_in")[];
  stems?: readonly (string)[];
  exports?: readonly (FileGiven)[];
  also?: readonly (FileGiven)[];
  day?: string;
  as_zip?: boolean;
}

/** A file that the page hands over: its name, its folder if it was dropped within one, its bytes. */
export interface FileGiven {
  name: string;
  folder?: string;
  file: number;
}

/** A file that the engine made: its name as the command writes it, its media type, its bytes. */
export interface FileMade {
  name: string;
  type: string;
  file: number;
}

/** One finding of the queue. */
export interface FindingLine {
  id: string;
  form: string;
  row: string;
  severity: "edit" | "ask" | "note" | "lack" | "good" | "none";
  code: string;
  title: string;
  name: string;
  text: string;
  ask: string;
  advice: string;
  settle: string;
  reason: string;
  stake_low: string | null;
  stake_high: string | null;
  stake_band: string;
  place: string;
  at: string;
  restored: boolean;
  state: "open" | "decided" | "objected" | "none";
  for_targets: boolean;
  standing: string;
  sources: readonly (string)[];
}

/** One line of 填表检查: points, sums, blanks, funds. */
export interface FormCheck {
  severity: "edit" | "ask" | "note" | "lack" | "good" | "none";
  text: string;
}

/** The form of a set: blocks, columns, spans, headings, which field each cell shows, who fills it. */
export interface FormLayoutAnswer {
  set: string;
  digest: string;
  title: string;
  subtitle: string;
  landscape: boolean;
  money_unit: string;
  points: string;
  execution_points: string;
  scored: boolean;
  places: number;
  head: readonly (readonly (LayoutCell)[])[];
  head_widths: readonly (string)[];
  blocks: readonly (LayoutBlock)[];
  leaves: readonly (LayoutLeaf)[];
  sums: readonly (LayoutSum)[];
  foot: readonly (LayoutCell)[];
  opinion: string;
  seal: string;
  remarks: readonly (string)[];
  grades: readonly (LayoutGrade)[];
  states: readonly (string)[];
  choices: Record<string, readonly (string)[]>;
  start: Record<string, unknown>;
}

/** Which set's form is wanted. */
export interface FormLayoutAsk {
  set: string;
}

/** One row of the funds block, in :attr:`Submission.money_unit`. */
export interface Funds {
  source: string;
  initial?: number | string | null;
  budget?: number | string | null;
  executed?: number | string | null;
  claimed?: number | string | null;
  claimed_rate?: number | string | null;
  points?: number | string | null;
  reason?: string;
  family?: "" | "一般公共预算" | "政府性基金" | "国有资本经营";
  over_confirmed?: boolean;
}

/** 年度总体目标: what was expected, what was achieved. */
export interface Goal {
  expected?: string;
  achieved?: string;
}

/** One of several yearly goals, with its share of the goal points (``ratio``, in percent). */
export interface GoalRow {
  name: string;
  ratio: number | string;
  expected?: string;
  achieved?: string;
  reason?: string;
  indicators?: readonly (Indicator)[];
}

/** One 认定理由, what it means, and which choices it fits. */
export interface GroundWords {
  name: string;
  meaning: string;
  fits: readonly ("claim" | "rule" | "other")[];
  minutes: boolean;
}

/** The form's head and foot: people and opinions, printed and never scored. */
export interface Head {
  responsible?: string;
  phone?: string;
  filled_by?: string;
  date?: string;
  signatures?: Record<string, string>;
  opinion?: string;
}

/** What the engine is. */
export interface Hello {
  version: string;
  program: string;
  sets: string;
}

/** Nothing is asked. */
export interface HelloAsk {
}

/** One 三级指标 row. */
export interface Indicator {
  id?: string;
  level1?: string;
  level2?: string;
  name?: string;
  target?: string;
  target_initial?: string;
  adjustment?: Adjustment | null;
  actual?: string;
  direction?: string;
  unit?: string;
  points?: number | string | null;
  coefficient?: number | string | null;
  claimed?: number | string | null;
  reason?: string;
  core?: boolean | null;
  evidence?: readonly (Evidence)[];
  survey?: Survey | null;
  last_actual?: string;
  mid_actual?: string;
  forecast?: string;
  likely?: "" | "能" | "可能" | "不能";
  mid_reason?: string;
  mid_measures?: string;
  at?: Record<string, string>;
  known?: Record<string, Certainty>;
}

/** A key and the word for it. */
export interface KeyedWord {
  key: string;
  word: string;
}

/** A table of the form: funds, goal, indicators, tasks, texts. */
export interface LayoutBlock {
  kind: "funds" | "goal" | "goals" | "indicators" | "tasks" | "texts";
  banner: string;
  side: string;
  side_width: string;
  columns: readonly (LayoutColumn)[];
  row: Record<string, string>;
}

/** A cell of head or foot: its label and the field that it shows. */
export interface LayoutCell {
  label: string;
  field: string;
  text: string;
  span: number;
  kind: "text" | "number" | "money" | "yesno" | "choice";
  choices: readonly (string)[];
  filled_by: "unit" | "plan" | "computed";
  must: boolean;
}

/** A column of a table. */
export interface LayoutColumn {
  heading: string;
  field: string;
  computed: string;
  width: string;
  align: "left" | "center" | "right";
  kind: "text" | "number" | "money" | "yesno" | "choice";
  filled_by: "unit" | "plan" | "computed";
  merged: boolean;
  with_points: boolean;
}

/** A grade and the least total that earns it. */
export interface LayoutGrade {
  name: string;
  least: string;
}

/** A leaf that the set computes from inputs or a checklist, or that only a person can judge. */
export interface LayoutLeaf {
  id: string;
  path: readonly (string)[];
  name: string;
  points: string;
  kind: "value" | "items" | "judged";
  note: string;
  inputs: readonly (LayoutCell)[];
  items: readonly (LayoutCell)[];
  claim: string;
  reason: string;
}

/** A line below the indicators; texts may hold ``{total}``, ``{grade}``, ``{points}``. */
export interface LayoutSum {
  label: string;
  points: string;
  score: string;
  rest: string;
}

/** A level with what its rows come to, 自评 and by rule. */
export interface LevelScore {
  path: readonly (string)[];
  points: string;
  own: string | null;
  rule: string | null;
}

/** How the projects of two documents fit together; nothing is decided. */
export interface MergeAnswer {
  projects: readonly (MergedProject)[];
}

/** Two documents of the unit's side, to be merged by the ids of their projects. */
export interface MergeAsk {
  mine: readonly (Record<string, unknown>)[];
  theirs: readonly (Record<string, unknown>)[];
}

/** What came in of entries, and where two persons differ; none is dropped. */
export interface MergeReport {
  entries: number;
  new: number;
  drafts: readonly (PendingGiven)[];
  conflicts: readonly (ConflictLine)[];
  refused: readonly (PageProblem)[];
}

/** A field that differs between two versions of one project. */
export interface MergedField {
  at: string;
  label: string;
  mine: string;
  theirs: string;
}

/** One project of two documents. */
export interface MergedProject {
  mine: number | null;
  theirs: number | null;
  title: string;
  fields: readonly (MergedField)[];
}

/** 绩效监控 in the middle of the year: the day to which it reaches, and the money in the money unit. */
export interface MidYear {
  date?: string;
  executed?: number | string | null;
  forecast?: number | string | null;
}

/** A set that forms of a kind may belong to. */
export interface OfferedSet {
  id: string;
  called: string;
  lacks: string;
  nearest: boolean;
}

/** The 自评综述 of one project; none of a secret one. */
export interface OverviewAnswer {
  parts: readonly (OverviewPart)[];
}

/** A submission whose 自评综述 is to be shown before it is written. */
export interface OverviewAsk {
  submission: Record<string, unknown>;
}

/** A piece of a 自评综述, and whose it is. */
export interface OverviewPart {
  text: string;
  kind: "plain" | "figure" | "quoted" | "to_fill";
}

/** One thing that went wrong: where, what, and what to do, in Chinese. */
export interface PageProblem {
  where: string;
  what: string;
  todo: string;
  code: string;
}

/** The 一级项目 to which a second-level project belongs. */
export interface ParentProject {
  name?: string;
  code?: string;
}

/** Which field each column of a block holds; None for a column that is none. */
export interface PasteAnswer {
  headings: boolean;
  fields: readonly (string | null)[];
}

/** A block from the clipboard, to be placed on the form of a set. */
export interface PasteAsk {
  set: string;
  cells: readonly (readonly (string)[])[];
}

/** A decision that was not signed yet, as it lies in the page's document. */
export interface PendingGiven {
  form: string;
  row: string;
  act?: "ruling" | "withdrawal" | "arbitration";
  choice?: "claim" | "rule" | "other" | null;
  score?: string | null;
  verified_target?: string | null;
  verified_actual?: string | null;
  ground?: string;
  note?: string;
  minutes?: string;
  saw?: string;
  draft?: string;
  replaces?: readonly (string)[];
}

/** When the project runs; dates as written (``2022-03-01``). */
export interface Period {
  start?: string;
  end?: string;
}

/** The project that is evaluated (项目名称, 项目编码). */
export interface Project {
  name?: string;
  code?: string;
  parent?: ParentProject | null;
  kind?: "" | "履职" | "政府投资" | "专项资金" | "上年结转";
}

/** What a file was found to be, and what of it can be gone on with. */
export interface ReadAnswer {
  kind: "approved" | "export" | "last_year" | "form" | "fill_in" | "draft" | "nothing";
  kind_words: string;
  forms: readonly (BroughtForm)[];
  kept_for_export: boolean;
  note: string;
  problems: readonly (PageProblem)[];
}

/** How one value was read: its label, the text, what it means, notes in words. */
export interface ReadAs {
  label: string;
  text: string;
  meaning: string;
  notes: readonly (string)[];
}

/** A file to be read; ``take_as`` and ``set`` are what a person chose in place of what was found. */
export interface ReadAsk {
  given: FileGiven;
  take_as?: "approved" | "export" | "last_year" | "form" | "fill_in" | "draft" | "nothing" | null;
  set?: string | null;
  year?: number | null;
}

/** A decision that cannot stand, said at its field. */
export interface RefusedEntry {
  form: string;
  row: string;
  name: string;
  field: "score" | "verified_target" | "verified_actual" | "ground" | "note" | "by" | "at" | "";
  what: string;
  todo: string;
}

/** What a reader corrected at a cell, and why: a moved cell, a restored level, a rewritten number. */
export interface Repair {
  at: string;
  what: string;
  why?: string;
}

/** 办理 of whole projects, or 指派. */
export interface ReviewActAsk {
  forms: readonly (string)[];
  action?: string;
  reason?: string;
  by?: string;
  at?: string;
  people?: readonly (string)[];
  lead?: string;
  due?: string;
}

/** The files that were read; what was read can be worked on at once. */
export interface ReviewAddAnswer {
  files: readonly (AddedFile)[];
  batch: BatchTotals;
  changed: readonly (string)[];
  gone: readonly (string)[];
  merged: MergeReport | null;
}

/** Files to be taken into the review: one, or a few at once. */
export interface ReviewAddAsk {
  files: readonly (FileGiven)[];
  set?: string | null;
  sets_for?: Record<string, string>;
}

/** 答复 of the unit, entered from its signed paper or typed by itself under ``role`` unit. */
export interface ReviewAnswerAsk {
  form: string;
  answers: readonly (AnswerGiven)[];
  by: string;
  at: string;
}

/** 裁定: the lead, or a meeting with numbered minutes, settles a conflict. */
export interface ReviewArbitrateAsk {
  entry: PendingGiven;
  by: string;
  at: string;
}

/** What a batch would make, and what it would not; nothing is done by it. */
export interface ReviewBatchAnswer {
  changes: readonly (BatchChange)[];
  refused: readonly (RefusedEntry)[];
  say: string;
}

/** A selection of findings of one 问题, and what is to be done with all of them. */
export interface ReviewBatchAsk {
  findings: readonly (string)[];
  what: "rule" | "ask" | "other";
  verified_actual?: string | null;
  verified_target?: string | null;
  score?: string | null;
  ground?: string;
  note?: string;
  pending?: readonly (PendingGiven)[];
}

/** The set of all forms that look alike. */
export interface ReviewChooseAsk {
  kind: string;
  set: string;
}

/** Files to be left out again. */
export interface ReviewDropAsk {
  files: readonly (string)[];
}

/** Lists of the batch: ``all`` is a zip of everything, as the command writes it. */
export interface ReviewExportAsk {
  kind: "worksheet_xlsx" | "worksheet_html" | "issues_xlsx" | "issues_csv" | "overview" | "scorecards" | "all";
  forms?: readonly (string)[] | null;
}

/** The files, and what could not be written. */
export interface ReviewFilesAnswer {
  files: readonly (FileMade)[];
  notes: readonly (string)[];
}

/** One form of the batch. */
export interface ReviewFormLine {
  form: string;
  title: string;
  file: string;
  at: string;
  unit: string;
  department: string;
  year: number | null;
  set: string;
  set_called: string;
  claimed: string | null;
  claimed_grade: string;
  rule: string | null;
  low: string;
  high: string;
  rule_grade: string;
  above_total: string;
  review: string | null;
  review_if_signed: string | null;
  alternatives: readonly (string)[];
  grade: string;
  deviation: string | null;
  step: string;
  step_name: string;
  step_number: number;
  awaits: string;
  edit: number;
  ask: number;
  note: number;
  open: number;
  decided: number;
  restored: number;
  secret: boolean;
  copy_of: string;
  notices: readonly (string)[];
}

/** Forms and findings; the counts of facets are made of them by the page. */
export interface ReviewListAnswer {
  forms: readonly (ReviewFormLine)[];
  findings: readonly (FindingLine)[];
  batch: BatchTotals;
  unused: readonly (PageProblem)[];
}

/** The queue: of some forms, or of all. */
export interface ReviewListAsk {
  forms?: readonly (string)[] | null;
  pending?: readonly (PendingGiven)[];
}

/** A review file, or a bare export of a ledger. ``keep`` adds it to what is there (合并). */
export interface ReviewOpenAsk {
  given: FileGiven;
  keep?: boolean;
}

/** Nothing is left. */
export interface ReviewResetAnswer {
}

/** The session is emptied; what was not saved is gone. */
export interface ReviewResetAsk {
}

/** The review file; ``pending`` are the decisions with the ids of the drafts that they became. */
export interface ReviewSaveAnswer {
  file: FileMade;
  pending: readonly (PendingGiven)[];
  note: string;
}

/** The review as one file; pending decisions go into it as drafts, without name and date. */
export interface ReviewSaveAsk {
  pending?: readonly (PendingGiven)[];
  name?: string;
}

/** Workbooks to hand out: 单位反馈表 of the units, or the 复核表 of forms. */
export interface ReviewSheetsAsk {
  kind: "feedback" | "worksheets";
  forms?: readonly (string)[] | null;
  as_zip?: boolean;
}

/** What reached the ledger. Refused decisions stay pending; a refused one never hides a valid one. */
export interface ReviewSignAnswer {
  signed: readonly (SignedForm)[];
  refused: readonly (RefusedEntry)[];
  taken: readonly (PendingGiven)[];
  problems: readonly (PageProblem)[];
}

/** 本轮签署: also valid without any entry. */
export interface ReviewSignAsk {
  forms: readonly (string)[];
  pending?: readonly (PendingGiven)[];
  by: string;
  at: string;
  on_behalf_of?: string;
  role?: "evaluator" | "unit";
}

/** The file as it was read, near the form. */
export interface ReviewSourceAnswer {
  file: string;
  kind: string;
  as_table: boolean;
  parts: readonly (SourcePart)[];
  here: string;
  cut: string;
  restored: readonly (PageProblem)[];
  hidden: string;
}

/** The original text of a form, with the place of one of its rows marked. */
export interface ReviewSourceAsk {
  form: string;
  place?: string;
}

/** A whole project, and where its review stands. */
export interface ReviewTracksAnswer {
  line: ReviewFormLine;
  rows: readonly (TrackRow)[];
  findings: readonly (FindingLine)[];
  course: readonly (TrackPoint)[];
  awaits: readonly (string)[];
  assigned: readonly (string)[];
  lead: string;
  due: string;
  held: boolean;
  closed: boolean;
  actions: readonly (string)[];
  writes: "evaluator" | "unit" | "";
  signed: readonly (EntryLine)[];
  history: readonly (EntryLine)[];
  loose: readonly (EntryLine)[];
  notices: readonly (string)[];
}

/** A project in three tracks. */
export interface ReviewTracksAsk {
  form: string;
  pending?: readonly (PendingGiven)[];
}

/** Which decisions would stand, which not, and the total then. */
export interface ReviewTryAnswer {
  entries: readonly (TriedEntry)[];
  refused: readonly (RefusedEntry)[];
  total: string | null;
  alternatives: readonly (string)[];
  grade: string;
}

/** What decisions on a project would give: those of ``entries`` on top of ``pending``. */
export interface ReviewTryAsk {
  form: string;
  entries: readonly (PendingGiven)[];
  pending?: readonly (PendingGiven)[];
}

/** 撤回: a person takes own signed entries back. */
export interface ReviewWithdrawAsk {
  form: string;
  entries: readonly (string)[];
  by: string;
  at: string;
}

/** Every word of the review that the page prints and does not have of its own. */
export interface ReviewWords {
  steps: readonly (StepWords)[];
  held: string;
  actions: readonly (ActionWords)[];
  grounds: readonly (GroundWords)[];
  ground_join: string;
  minutes: string;
  withdraw: string;
  kinds: readonly (KeyedWord)[];
  states: readonly (KeyedWord)[];
  stakes: readonly (StakeBand)[];
  facets: readonly (KeyedWord)[];
  choices: readonly (KeyedWord)[];
  columns: readonly (KeyedWord)[];
  entry_kinds: readonly (KeyedWord)[];
  answers: readonly (KeyedWord)[];
}

/** A row, the execution rate or a computed leaf, scored; all three numbers are kept apart. */
export interface RowScore {
  at: string;
  id: string;
  points: string;
  claimed: string | null;
  own: string | null;
  own_status: string;
  rule: string | null;
  low: string;
  high: string;
  status: string;
  severity: "edit" | "ask" | "note" | "lack" | "good" | "none";
  word: string;
  line: string;
  reading: string;
  candidates: readonly (string)[];
  value: string;
}

/** What a rule rests on. */
export interface RowSource {
  text: string;
  standing: string;
}

/** A submission scored, for margin and meter. */
export interface ScoreAnswer {
  set: string;
  set_called: string;
  set_standing: string;
  set_changed: boolean;
  rows: readonly (RowScore)[];
  levels: readonly (LevelScore)[];
  own: TrackScore;
  own_faults: readonly (string)[];
  rule: TrackScore;
  budget: string | null;
  executed: string | null;
  grades_possible: readonly (string)[];
  above_total: string | null;
  points: string;
  row_points: string;
  points_say: string;
  typed: readonly (TypedFault)[];
  unmatched: readonly (string)[];
}

/** A submission as it stands on the page; numbers may still be any text. */
export interface ScoreAsk {
  submission: Record<string, unknown>;
}

/** One set as the start screen lists it. */
export interface SetChoice {
  id: string;
  region: string;
  everywhere: boolean;
  title: string;
  called: string;
  year: number | null;
  kind: "project" | "department" | "transfer";
  levels: readonly (SetLevel)[];
  document: string;
  standing: string;
  digest: string;
  scored: boolean;
  initials: string;
}

/** A first level with its points; ``points`` is empty where it has none of its own. */
export interface SetLevel {
  name: string;
  points: string;
}

/** A set that a form may belong to, and what speaks for or against it. */
export interface SetOffer {
  id: string;
  called: string;
  why: string;
}

/** All sets that a form can be filled by, in the order of the list. */
export interface SetsList {
  sets: readonly (SetChoice)[];
}

/** Nothing is asked. */
export interface SetsListAsk {
}

/** What a signature came to. */
export interface SignedForm {
  form: string;
  rows: number;
  entries: number;
  say: string;
  step: string;
  step_name: string;
}

/** A cell of a table as read; ``column`` is its letter or number in the file. */
export interface SourceCell {
  text: string;
  column: string;
  span: number;
  mark: "" | "here" | "restored";
}

/** A line of a text, or a row of a table, with its number in the file. */
export interface SourceLine {
  number: string;
  text: string;
  cells: readonly (SourceCell)[];
  mark: "" | "here" | "restored";
  row: string;
}

/** A sheet, a page or a stretch of a text. */
export interface SourcePart {
  name: string;
  lines: readonly (SourceLine)[];
}

/** A band of 涉及分: ``least`` < or ≤ stake; the page sorts by ``FindingLine.stake_band``. */
export interface StakeBand {
  key: string;
  word: string;
}

/** A step of the review; ``number`` counts the four that are shown as 初评 1/4, 0 of others. */
export interface StepWords {
  key: string;
  name: string;
  number: number;
  by: "evaluator" | "unit" | "";
}

/** One 自评申报, as handed in. */
export interface Submission {
  schema: "ziping/submission/1";
  set: string;
  set_digest?: string;
  id?: string;
  not_found?: readonly (string)[];
  year?: number | null;
  project?: Project;
  unit?: string;
  department?: string;
  money_unit?: "元" | "万元" | null;
  state?: "正常" | "年中新增" | "年中调减" | "终止" | "未实施" | "跨年";
  finished?: boolean | null;
  project_period?: Period;
  secret?: boolean;
  funds?: readonly (Funds)[];
  goal?: Goal;
  summary?: SummaryTexts;
  publish?: boolean | null;
  mid_year?: MidYear | null;
  goals?: readonly (GoalRow)[];
  tasks?: readonly (Task)[];
  indicators?: readonly (Indicator)[];
  inputs?: Record<string, string>;
  items?: Record<string, Record<string, ChecklistItem>>;
  claims?: Record<string, number | string>;
  reasons?: Record<string, string>;
  texts?: Record<string, string>;
  head?: Head;
  claimed_total?: number | string | null;
  claimed_grade?: string;
  at?: Record<string, string>;
  known?: Record<string, Certainty>;
  unplaced?: readonly (Unplaced)[];
  repairs?: readonly (Repair)[];
}

/** The unit's own texts of the 自评综述: what was achieved, problems with causes, measures. */
export interface SummaryTexts {
  achieved?: string;
  problems?: string;
  measures?: string;
  no_problems?: boolean;
}

/** A satisfaction survey: how it was done, forms sent, returned, and satisfied answers. */
export interface Survey {
  method?: string;
  sent?: number | string | null;
  returned?: number | string | null;
  satisfied?: number | string | null;
}

/** One 年度主要任务: its content, its money (in the money unit) and its weight (in percent). */
export interface Task {
  name: string;
  content?: string;
  weight?: number | string | null;
  initial?: number | string | null;
  budget?: number | string | null;
  executed?: number | string | null;
  completion?: string;
  claimed?: number | string | null;
  reason?: string;
}

/** A step of the course: done, here, or to come. */
export interface TrackPoint {
  key: string;
  name: string;
  number: number;
  mark: "done" | "here" | "next";
}

/** One row in three tracks; the execution rate is a row too. */
export interface TrackRow {
  row: string;
  saw: string;
  levels: readonly (string)[];
  name: string;
  target: string;
  actual: string;
  points: string;
  claimed: string | null;
  rule: string | null;
  low: string;
  high: string;
  review: string | null;
  review_if_signed: string | null;
  settled: string;
  settled_words: string;
  state: "open" | "decided" | "objected" | "none";
  severity: "edit" | "ask" | "note" | "lack" | "good" | "none";
  findings: readonly (string)[];
  ruling: EntryLine | null;
  also: readonly (EntryLine)[];
  rivals: readonly (EntryLine)[];
  earlier: EntryLine | null;
  answer: EntryLine | null;
  outdated: boolean;
  agreed: boolean;
  pending: PendingGiven | null;
  moved: string;
  unusable: string;
  refused: readonly (EntryLine)[];
  emptied: readonly (EntryLine)[];
  drafts: readonly (EntryLine)[];
  stale: readonly (EntryLine)[];
  reading: string;
  formula: string;
  reason: string;
  place: string;
  at: string;
  restored: boolean;
}

/** Total and grade of a track. */
export interface TrackScore {
  total: string | null;
  grade: string;
  low: string;
  high: string;
}

/** What a decision would give. */
export interface TriedEntry {
  entry: PendingGiven;
  score: string | null;
  low: string;
  high: string;
  beyond: boolean;
  ground_needed: boolean;
  formula: string;
  reading: string;
}

/** A cell whose text cannot be what the field holds (a number, a date); it counts as not given. */
export interface TypedFault {
  at: string;
  text: string;
  say: string;
}

/** The forms of no known set by their looks. */
export interface UnknownAnswer {
  kinds: readonly (UnknownForm)[];
}

/** Nothing is asked. */
export interface UnknownAsk {
}

/** Forms of no known set that look alike: they are chosen for at once. */
export interface UnknownForm {
  kind: string;
  forms: number;
  files: readonly (string)[];
  nearest: string;
  offers: readonly (OfferedSet)[];
  note: string;
}

/** A text of a file that matches no field; never dropped. */
export interface Unplaced {
  text: string;
  at?: string;
}

/** Nothing is asked. */
export interface WordsAsk {
}

/** Every operation: what it asks and what it answers. */
export interface Operations {
  "hello": { ask: HelloAsk; answer: Hello };
  "sets.list": { ask: SetsListAsk; answer: SetsList };
  "form.layout": { ask: FormLayoutAsk; answer: FormLayoutAnswer };
  "check": { ask: CheckAsk; answer: CheckAnswer };
  "explain": { ask: ExplainAsk; answer: ExplainAnswer };
  "export": { ask: ExportAsk; answer: ExportAnswer };
  "paste.headings": { ask: PasteAsk; answer: PasteAnswer };
  "read": { ask: ReadAsk; answer: ReadAnswer };
  "score": { ask: ScoreAsk; answer: ScoreAnswer };
  "examples": { ask: ExamplesAsk; answer: ExamplesAnswer };
  "merge": { ask: MergeAsk; answer: MergeAnswer };
  "overview": { ask: OverviewAsk; answer: OverviewAnswer };
  "review.words": { ask: WordsAsk; answer: ReviewWords };
  "review.add": { ask: ReviewAddAsk; answer: ReviewAddAnswer };
  "review.open": { ask: ReviewOpenAsk; answer: ReviewAddAnswer };
  "review.drop": { ask: ReviewDropAsk; answer: ReviewAddAnswer };
  "review.choose": { ask: ReviewChooseAsk; answer: ReviewAddAnswer };
  "review.reset": { ask: ReviewResetAsk; answer: ReviewResetAnswer };
  "review.unknown": { ask: UnknownAsk; answer: UnknownAnswer };
  "review.list": { ask: ReviewListAsk; answer: ReviewListAnswer };
  "review.source": { ask: ReviewSourceAsk; answer: ReviewSourceAnswer };
  "review.tracks": { ask: ReviewTracksAsk; answer: ReviewTracksAnswer };
  "review.try": { ask: ReviewTryAsk; answer: ReviewTryAnswer };
  "review.sign": { ask: ReviewSignAsk; answer: ReviewSignAnswer };
  "review.withdraw": { ask: ReviewWithdrawAsk; answer: ReviewSignAnswer };
  "review.arbitrate": { ask: ReviewArbitrateAsk; answer: ReviewSignAnswer };
  "review.answer": { ask: ReviewAnswerAsk; answer: ReviewSignAnswer };
  "review.act": { ask: ReviewActAsk; answer: ReviewSignAnswer };
  "review.batch": { ask: ReviewBatchAsk; answer: ReviewBatchAnswer };
  "review.sheets": { ask: ReviewSheetsAsk; answer: ReviewFilesAnswer };
  "review.export": { ask: ReviewExportAsk; answer: ReviewFilesAnswer };
  "review.save": { ask: ReviewSaveAsk; answer: ReviewSaveAnswer };
}
