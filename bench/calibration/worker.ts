/** Simulates ranges of markets beside the main thread. */
import { EXPERIMENTS } from "./experiments.ts";
import { type Observation, observe } from "./experiment.ts";

/** What a worker is asked for, and what it answers. */
export interface Task {
  id: string;
  from: number;
  to: number;
}
export type Done = Observation[];

interface WorkerScope {
  onmessage: (event: MessageEvent<Task>) => void;
  postMessage: (done: Done) => void;
}
const scope = self as unknown as WorkerScope;

scope.onmessage = ({ data: { id, from, to } }) => {
  scope.postMessage(observe(EXPERIMENTS.find((one) => one.id === id)!, from, to));
};
