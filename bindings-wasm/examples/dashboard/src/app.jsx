import { useComputed } from "@preact/signals";
import { useEffect } from "preact/hooks";

import { Icon } from "./parts/icon.jsx";
import { Messages } from "./parts/messages.jsx";
import { Weather } from "./parts/weather.jsx";
import { ContactPages } from "./pages/contacts.jsx";
import { ConversationPages } from "./pages/conversations.jsx";
import { ExportPage } from "./pages/export.jsx";
import { linkTo, route } from "./route.js";

const PAGES = {
  contacts: { name: "Contacts", icon: "people", View: ContactPages },
  conversations: { name: "Conversations", icon: "talk", View: ConversationPages },
  export: { name: "Export", icon: "download", View: ExportPage },
};

export function App() {
  const page = useComputed(() => (Object.hasOwn(PAGES, route.value.page) ? route.value.page : "contacts")).value;
  const { name, View } = PAGES[page];
  useEffect(() => {
    document.title = `${name} · Dashboard`;
  }, [name]);
  return (
    <div class="app">
      <button type="button" class="skip" onClick={() => document.getElementById("main").focus()}>
        Skip to content
      </button>
      <header class="side">
        <p class="brand">
          <img src="/icon.svg" alt="" width="28" height="28" />
          <span class="brand-name">Dashboard</span>
        </p>
        <nav aria-label="Pages">
          {Object.entries(PAGES).map(([id, { name, icon }]) => (
            <a key={id} href={linkTo(id)} aria-current={id === page ? "page" : undefined}>
              <Icon name={icon} />
              <span class="page-name">{name}</span>
            </a>
          ))}
        </nav>
        <Weather />
      </header>
      <main id="main" tabIndex={-1}>
        <View />
      </main>
      <Messages />
    </div>
  );
}
