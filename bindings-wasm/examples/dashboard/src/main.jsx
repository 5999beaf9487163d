import { render } from "preact";

import { App } from "./app.jsx";
import "./style/base.css";
import "./style/layout.css";
import "./style/rows.css";
import "./style/one.css";
import "./style/notices.css";
import "./style/export.css";

render(<App />, document.getElementById("app"));
