// Ctrl+F6 goes round: numbers, tools, form, margin, status.

const ORDER = ["meter", "tools", "form", "margin", "status"];

export function nextRegion(root: HTMLElement | null, back: boolean, toForm: () => void): void {
  const here = document.activeElement?.closest<HTMLElement>("[data-region]")?.dataset["region"] ?? "form";
  const step = back ? ORDER.length - 1 : 1;
  for (let at = ORDER.indexOf(here) + step, tried = 0; tried < ORDER.length; at += step, tried += 1) {
    const name = ORDER[at % ORDER.length];
    if (name === "form") return toForm();
    const region = root?.querySelector<HTMLElement>(`[data-region="${name}"]`);
    if (region === null || region === undefined) continue;
    (region.querySelector<HTMLElement>("button:not(:disabled), input, a[href]") ?? region).focus();
    return;
  }
}
