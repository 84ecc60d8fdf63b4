// Findings of all projects, to be decided.

export function Queue() {
  return <div class="queue" />;
}
