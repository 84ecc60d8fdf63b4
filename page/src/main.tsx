// The page begins: served, with the engine of its server; as one file, with the engine that it carries.

import { begin } from "./begin";
import { isServed, servedEngine } from "./engine/served";
import { EngineWithAnswers, answersInPage } from "./engine/static_answers";
import { workerEngine } from "./engine/worker_engine";

begin(isServed(document) ? servedEngine() : new EngineWithAnswers(workerEngine(), answersInPage()));
