import { render } from "preact";

import { App } from "./app.jsx";
import "./style/base.css";
import "./style/layout.css";
import "./style/parts.css";

render(<App />, document.getElementById("app"));
