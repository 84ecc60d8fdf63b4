// Files of a batch are given to the program.

export function Intake() {
  return <div class="intake" />;
}
