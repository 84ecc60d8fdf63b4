// The page as `ziping serve` serves it.

import { begin } from "./begin";
import { servedEngine } from "./engine/served";

begin(servedEngine());
