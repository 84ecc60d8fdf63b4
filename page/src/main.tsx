// The page begins: the old-browser text goes, the frame comes.

import { render } from "preact";

const place = document.getElementById("page");
if (place !== null) render(<p>绩效自评</p>, place);
