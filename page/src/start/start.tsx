// The screen start of 填报.

export function Start() {
  return <div class="start" />;
}
