// Drawn icons of the frame.

const COMMON = { width: 14, height: 14, viewBox: "0 0 14 14", "aria-hidden": true } as const;

export function LockIcon() {
  return (
    <svg class="icon" {...COMMON}>
      <rect x="2" y="6" width="10" height="7" rx="1" />
      <path d="M4.2 6 V4.2 a2.8 2.8 0 0 1 5.6 0 V6" class="stroke" />
    </svg>
  );
}

export function DiskIcon() {
  return (
    <svg class="icon" {...COMMON}>
      <path d="M1 1 H10.5 L13 3.5 V13 H1 Z M4 1.8 V5 H9.5 V1.8 Z M3.5 8 V12.2 H10.5 V8 Z" fill-rule="evenodd" />
    </svg>
  );
}

export function SearchIcon() {
  return (
    <svg class="icon" {...COMMON}>
      <circle cx="5.8" cy="5.8" r="4" class="stroke" />
      <path d="M8.8 8.8 L13 13" class="stroke" />
    </svg>
  );
}

export function DownloadIcon() {
  return (
    <svg class="icon" {...COMMON}>
      <path d="M7 1 V8 M4 5.5 L7 8.5 L10 5.5 M1.5 12.5 H12.5" class="stroke" />
    </svg>
  );
}

export function UndoIcon({ redo = false }: { redo?: boolean }) {
  return (
    <svg class={redo ? "icon mirrored" : "icon"} {...COMMON}>
      <path d="M5 1.5 L1.8 4.7 L5 7.9 M2.2 4.7 H8.5 a3.6 3.6 0 0 1 0 7.4 H6" class="stroke" />
    </svg>
  );
}
