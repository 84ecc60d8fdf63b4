// The page in one file begins.

import { begin } from "./begin";
import { EngineWithAnswers, answersInPage } from "./engine/static_answers";
import { workerEngine } from "./engine/worker_engine";

begin(new EngineWithAnswers(workerEngine(), answersInPage()));
