// 怎么算的: why a row has its score, in a drawer beside the form.

export interface ExplainDrawerProps {
  readonly submission: number;
  /** Row whose score is explained: `indicators/3`. */
  readonly at: string;
  readonly onClose: () => void;
  /** Alt+↑ and Alt+↓: the row before (-1) or after (1). */
  readonly onMove: (by: -1 | 1) => void;
}

export function ExplainDrawer({ at }: ExplainDrawerProps) {
  return <aside class="explain">{at}</aside>;
}
