// The whole page with the engine of the test behind it.

import { begin } from "../../src/begin";
import { bridgeEngine } from "./bridge";

begin(bridgeEngine());
