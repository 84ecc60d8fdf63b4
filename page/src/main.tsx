// The page in one file begins.

import { begin } from "./begin";
import { workerEngine } from "./engine/worker_engine";

begin(workerEngine());
