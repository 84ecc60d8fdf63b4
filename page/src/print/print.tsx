// The form as it is printed.

export interface PrintProps {
  readonly submission: number;
  /** Print at once: Ctrl+P was pressed on another screen. */
  readonly now?: boolean | undefined;
}

export function Print({ submission }: PrintProps) {
  return <div class="print">{submission}</div>;
}
