/** An event of the macroeconomic calendar. */
export interface MacroEvent {
  /** ms since the epoch, UTC. */
  time: number;
  name: string;
  importance: string;
}

// Statements come at 14:00 in New York: 19:00 UTC in winter, 18:00 UTC in summer time.
const STATEMENTS = [
  "2024-01-31T19:00Z",
  "2024-03-20T18:00Z",
  "2024-05-01T18:00Z",
  "2024-06-12T18:00Z",
  "2024-07-31T18:00Z",
  "2024-09-18T18:00Z",
  "2024-11-07T19:00Z",
  "2024-12-18T19:00Z",
  "2025-01-29T19:00Z",
  "2025-03-19T18:00Z",
  "2025-05-07T18:00Z",
  "2025-06-18T18:00Z",
  "2025-07-30T18:00Z",
  "2025-09-17T18:00Z",
  "2025-10-29T18:00Z",
  "2025-12-10T19:00Z",
  "2026-01-28T19:00Z",
  "2026-03-18T18:00Z",
  "2026-04-29T18:00Z",
  "2026-06-17T18:00Z",
  "2026-07-29T18:00Z",
  "2026-09-16T18:00Z",
  "2026-10-28T18:00Z",
  "2026-12-09T19:00Z",
];

/** Decisions of the Federal Open Market Committee, 2024 to 2026 as scheduled. */
export const FED_DECISIONS: readonly MacroEvent[] = STATEMENTS.map((time) => ({
  time: Date.parse(time),
  name: "Fed decision",
  importance: "high",
}));
